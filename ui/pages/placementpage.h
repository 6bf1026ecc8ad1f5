// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <deque>

#include <QElapsedTimer>
#include <QLabel>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "ui/charts/placementplane.h"
#include "ui/enginelink.h"
#include "ui/viewstate.h"

namespace straightline::ui
{

class ActionRegistry;
class CalibrationDialog;
class EmptyState;
class ExportStrip;
class ReceiptDialog;
class ThresholdBar;

/// The decision plane of one application: what goes where at every frequency and size, given the room of now;
/// thresholds and policy to change; the latest requests as dots. Asks the engine a few times a second while it is seen.
/// GUI thread; owned by the main window.
class PlacementPage : public QWidget
{
    Q_OBJECT
public:
    PlacementPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Answer {
        std::string application;
        PlaneGrid grid;
        Result<PlacementMap> map;
        Result<std::vector<RequestRow>> rows;
    };

    void buildActions(ActionRegistry& actions);
    QLayout* buildSaid();
    QWidget* buildFoot(ActionRegistry& actions);
    const ApplicationConfiguration* application() const;
    void refresh();
    void refreshEmpty();
    void refreshRoom();
    void askSoon();
    void askNow();
    void take(const Answer& answer);
    void takeRows(const std::vector<RequestRow>& rows);
    void applyThresholds(const QString& application, const Thresholds& thresholds);
    void openReceipt(quint64 id);
    void exportAs(const QString& ending, const QString& title, const std::function<QByteArray()>& bytes);

    EngineLink& m_link;
    ViewState& m_view;
    ActionRegistry& m_actions;
    ThresholdBar* m_thresholds;
    QLabel* m_policy;
    QLabel* m_count;
    ExportStrip* m_strip;
    EmptyState* m_empty;
    PlacementPlane* m_plane;
    std::array<QLabel*, kTierCount> m_marks{};
    std::array<QLabel*, kTierCount> m_room{};
    QList<QAction*> m_exports;
    QPointer<ReceiptDialog> m_receipt;
    QPointer<CalibrationDialog> m_calibration;
    std::deque<PlaneDot> m_dots;
    std::string m_shown; ///< application of the dots
    std::uint64_t m_lastId = 0;
    std::optional<Error> m_unread; ///< why the requests cannot be read
    QTimer m_every;
    QTimer m_soon;
    bool m_asking = false;
    bool m_again = false;
};

} // namespace straightline::ui
