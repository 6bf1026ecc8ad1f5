// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/pages/overviewcharts.h"

namespace straightline::ui
{

class Tile;

/// The five numbers that matter of an application or of all: now, their course, and how they changed against the range
/// before. GUI thread; owned by the Overview.
class TileRow : public QWidget
{
    Q_OBJECT
public:
    explicit TileRow(QWidget* parent = nullptr);
    void show(const OverviewScope& scope);

private:
    Tile* add(const char* objectName, const QString& name, const QString& meaning);
    void showCourses(const OverviewScope& scope, const Timeline& timeline);

    Tile* m_requests;
    Tile* m_latency;
    Tile* m_failures;
    Tile* m_inFlight;
    Tile* m_backends;
};

} // namespace straightline::ui
