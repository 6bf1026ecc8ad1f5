// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QRectF>
#include <QString>

class QPainter;

namespace straightline::ui
{

struct ThemeColors;

/// A line of an axis: where it lies, in px, and what it says.
struct AxisTick {
    double at = 0.0;
    QString label;
};

/// The axes of a plane of frequencies and sizes.
struct PlaneAxes {
    std::vector<AxisTick> frequencies; ///< at x
    std::vector<AxisTick> sizes;       ///< at y
    QString frequencyTitle;
    QString sizeTitle;
};

using PlaceOf = std::function<double(double value)>; ///< px

/// Round frequencies from `lowHz` to `highHz`, as many as `width` px have room for, all in one unit.
std::vector<AxisTick> frequencyTicks(double lowHz, double highHz, double width, const PlaceOf& xOf);
/// Decades of bytes, and 2 and 5 of each where there are only two.
std::vector<AxisTick> sizeTicks(double lowBytes, double highBytes, const PlaceOf& yOf);

/// The frame of `plot`, ticks and labels at its left and below it, the frequency's title below those, the size's in the
/// widget's top left corner.
void paintPlaneAxes(QPainter& painter, const QRectF& plot, const ThemeColors& colors, const PlaneAxes& axes);

} // namespace straightline::ui
