// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "engine/api/thresholdwatch.h"
#include "engine/api/whatif.h"
#include "ui/charts/placementplane.h"
#include "ui/enginelink.h"
#include "ui/models/newrequests.h"
#include "ui/viewstate.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace straightline::ui
{

class ActionRegistry;
class EmptyState;
class ReceiptDialog;
class SweepHistory;
class SweepPanel;
class SweepPoints;
class ValueTableModel;
class WatchStrip;
class WhatIfTabs;

/// What other thresholds, or another policy, would have done to the latest requests of the chosen application: they are
/// tried on the decision plane, and the engine's simulation answers while they are dragged. Nothing changes until it is
/// applied, as an edit that can be undone. GUI thread; owned by the main window.
class WhatIfPage : public QWidget
{
    Q_OBJECT
public:
    WhatIfPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildActions();
    QWidget* buildHead();
    QWidget* buildViews();
    void buildSweeps();
    QWidget* buildComparison();
    const ApplicationConfiguration* application() const;
    void refresh();
    void follow(const ApplicationConfiguration* chosen);
    void refreshActions();
    void refreshTried();
    void tryChoice(const Placing& choice);
    void ask();
    void askMap();
    void take(const Result<WhatIfAnswer>& answer);
    void setTooFew(const QString& text);
    void showState(const QString& text, const QString& command = {});
    void apply();
    void openReceipt(quint64 id);

    EngineLink& m_link;
    ViewState& m_view;
    ActionRegistry& m_actions;
    EmptyState* m_empty;
    PlacementPlane* m_plane;
    QWidget* m_content = nullptr;
    QComboBox* m_policy;
    QLabel* m_tried;
    QLabel* m_quality;
    ValueTableModel* m_comparison;
    WhatIfTabs* m_tabs;
    SweepPanel* m_sweeps;
    SweepPoints* m_points;
    SweepHistory* m_history;
    WatchStrip* m_watch;
    QCheckBox* m_rollsBack;
    QPointer<ReceiptDialog> m_receipt;
    std::string m_shown;              ///< the application that is tried
    std::optional<Placing> m_present; ///< as configured
    Placing m_choice;                 ///< as tried
    std::uint64_t m_fromSweep = 0;    ///< whose point is tried; 0 = none's
    bool m_asking = false;
    bool m_again = false;
    bool m_askingMap = false;
    bool m_mapAgain = false;
    QString m_tooFew; ///< how many requests there are and are needed; empty = enough, or not known
    NewRequests m_new;
    QTimer m_every{this};
};

} // namespace straightline::ui
