// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

#include "engine/api/whatif.h"

class QLabel;
class QLineEdit;

namespace straightline::ui
{

class ActionRegistry;
class DataTable;
class TableExporter;
class ValueTableModel;
class WordFilterModel;

/// What lies behind a prediction: the requests that would move, the other policies, the models of the backends.
/// GUI thread; owned by the What-if page.
class WhatIfTabs : public QTabWidget
{
    Q_OBJECT
public:
    explicit WhatIfTabs(ActionRegistry& actions, QWidget* parent = nullptr);

    /// Answers without other policies leave those of an earlier one.
    void show(const WhatIfAnswer& answer);
    void clear();
    /// While the page is seen.
    void setUsable(bool usable);

Q_SIGNALS:
    void requestChosen(quint64 id); ///< of the store

private:
    QWidget* buildMoves();
    void refreshCount();

    ActionRegistry& m_actions;
    ValueTableModel* m_moves;
    ValueTableModel* m_policies;
    ValueTableModel* m_models;
    WordFilterModel* m_filter;
    DataTable* m_moveTable;
    QLineEdit* m_words;
    QLabel* m_count;
    TableExporter* m_exporter;
    std::uint64_t m_moved = 0;
    bool m_usable = false;
};

} // namespace straightline::ui
