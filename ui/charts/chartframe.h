// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>

namespace straightline::ui
{

enum class Marker { None, Circle, Square, Triangle, Cross };

/// A line over time: x in milliseconds since the epoch, y NaN where there is no data.
struct Curve {
    QString name;
    QString legend{}; ///< when it is another one than the name
    QColor color;
    Qt::PenStyle style = Qt::SolidLine;
    Marker marker = Marker::None;
    double width = 2.0;
    bool inLegend = true;
    QList<QPointF> points{};
};

/// A filled area between two lines of the same x.
struct Band {
    QString name;
    QColor color; ///< of the area
    QColor line;  ///< of its edge and its marker: at least 3:1 on the surface
    Qt::BrushStyle fill = Qt::SolidPattern;
    Marker marker = Marker::None;
    QList<QPointF> lower, upper;
    QList<double> shares; ///< what hovering shows, one for each point
};

/// One step of the histogram at a chart's right edge: how much of the whole range lies between two values of y.
struct Bar {
    double low = 0.0;
    double high = 0.0;  ///< infinity = without an end
    double share = 0.0; ///< 0 … 1
};

/// All that a chart shows at one moment.
struct ChartFrame {
    std::int64_t from = 0;
    std::int64_t to = 0;
    QList<Curve> curves; ///< all with the same x
    QList<Band> bands;   ///< likewise
    QList<Bar> bars;
    std::optional<double> threshold;
    QString thresholdName;      ///< "F"
    double thresholdUnit = 1.0; ///< the threshold is a multiple of it
    double fixedTop = 0.0;      ///< 0 = from the data
    QString object;             ///< what the data is of: application name, or all of them
};

} // namespace straightline::ui
