// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace straightline::ui
{

class TimeChart;

// A chart as a picture in a file format, on the surface colour of the present theme. GUI thread.

/// Twice as fine as on the screen.
QByteArray pngOf(TimeChart& chart);
QByteArray svgOf(TimeChart& chart);

} // namespace straightline::ui
