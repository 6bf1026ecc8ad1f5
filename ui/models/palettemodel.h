// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QAbstractListModel>
#include <QIcon>

namespace straightline::ui
{

/// Something the command palette can do.
struct PaletteEntry {
    QString text;
    QString hint;     ///< what it does, in a sentence
    QString shortcut; ///< empty = none
    QString whyNot;   ///< why it cannot be done now; empty = it can
    QIcon icon;
    std::function<void()> run;
};

/// What the command palette offers for what was typed, best first; without anything typed, all in the order given.
/// GUI thread.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { HintRole = Qt::UserRole, ShortcutRole, WhyNotRole };

    explicit PaletteModel(std::vector<PaletteEntry> entries, QObject* parent = nullptr);
    void setTyped(const QString& typed);
    const PaletteEntry* at(int row) const; ///< null outside

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<PaletteEntry> m_entries;
    std::vector<std::size_t> m_shown;
};

} // namespace straightline::ui
