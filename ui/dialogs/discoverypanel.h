// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QWidget>

#include "engine/api/discovery.h"
#include "engine/api/operation.h"
#include "engine/api/result.h"

class QLabel;
class QPushButton;

namespace straightline::ui
{

class DataTable;
class DiscoveryModel;
class EngineLink;

/// What runs on the engine's machine and could be registered; choosing a row picks it. GUI thread; owned by a dialog.
class DiscoveryPanel : public QWidget
{
    Q_OBJECT
public:
    DiscoveryPanel(EngineLink& link, QWidget* parent);

    void look();                             ///< once more, unless it looks already
    void setContainersOnly(bool containers); ///< only those can become managed containers
    bool hasLooked() const { return m_hasLooked; }

Q_SIGNALS:
    void picked(const straightline::DiscoveredBackend& found);

private:
    void begun(const Result<Operation>& operation);
    void follow();
    void fetch();
    void show(const Discovery& discovery);
    void refill();
    void say(const QString& text);

    EngineLink& m_link;
    DiscoveryModel* m_model;
    DataTable* m_table;
    QLabel* m_status;
    QPushButton* m_again;
    Discovery m_discovery;
    std::uint64_t m_operation = 0; ///< followed; 0 = none
    bool m_isLooking = false;
    bool m_hasLooked = false;
    bool m_containersOnly = false;
};

} // namespace straightline::ui
