// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/models/filtercompletion.h"
#include "ui/models/filterterm.h"

class QCompleter;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QStringListModel;

namespace straightline::ui
{

/// The filter of the requests: a field that filters while one types, with completion and with what is wrong said below;
/// Enter turns what is typed into chips, each removed by a click, the last one by Backspace in the empty field. Kept in
/// QSettings. GUI thread; owned by the Requests page.
class FilterBox : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBox(QWidget* parent = nullptr);

    QWidget* chips() const { return m_chipRow; } ///< to be placed below; hidden while there is nothing to say
    void setNames(const FilterNames& names) { m_names = names; }
    const FilterTerms& terms() const { return m_terms; } ///< of chips and field, as far as they can be understood
    QString text() const;                                ///< the whole filter as one line
    void setText(const QString& text);                   ///< as chips
    void clear() { setText({}); }
    void focusField();

Q_SIGNALS:
    void termsChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildField();
    void commit();
    void refresh();
    void rebuildChips();
    void removeChip(qsizetype index);
    void offerCompletions();
    void complete(const QString& word);
    void showProblem(const FilterProblem* problem, bool now);

    QLineEdit* m_field;
    QWidget* m_chipRow;
    QHBoxLayout* m_chipLayout;
    QLabel* m_problem;
    QCompleter* m_completer;
    QStringListModel* m_offers;
    QStringList m_chips; ///< each one term
    FilterNames m_names;
    FilterTerms m_terms;
};

} // namespace straightline::ui
