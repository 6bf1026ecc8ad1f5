// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QObject>

#include "ui/enginelink.h"
#include "ui/models/settingsfields.h"

class QLabel;
class QWidget;

namespace straightline::ui
{

/// The editors of the engine's settings and what is wrong with what they hold: beside each field its meaning, or the
/// limit it is beyond as the engine's own validation says. Only edited fields are applied, so what somebody else
/// changes meanwhile stays. GUI thread; owned by the Settings page.
class SettingsForm : public QObject
{
    Q_OBJECT
public:
    SettingsForm(EngineLink& link, QWidget* parent);

    QWidget* build(FieldGroup group, const QString& note); ///< a page with its rows; each group once
    bool isEdited() const;
    bool isValid() const { return m_valid; }
    PutSettings settings() const; ///< the engine's, with what was edited
    void revert();

Q_SIGNALS:
    void changed(); ///< what is edited, or whether it is valid

private:
    struct Row {
        SettingsField field;
        QWidget* editor = nullptr;
        QLabel* hint = nullptr;
        std::function<QVariant()> value;
        std::function<void(const QVariant&)> show;
    };

    void makeEditor(Row& row);
    void makeNumber(Row& row);
    void makeSize(Row& row);
    void makeWord(Row& row, const QStringList& words);
    void makeText(Row& row);
    PutSettings present() const;
    bool isEdited(const Row& row) const;
    void takeSite();
    void check();
    QString problemOf(const Row& row) const;
    static void mark(Row& row, const QString& problem);

    EngineLink& m_link;
    QWidget* m_parent;
    std::vector<Row> m_rows;
    PutSettings m_shown; ///< what the fields that are not edited show
    bool m_valid = true;
    bool m_taking = false;
};

} // namespace straightline::ui
