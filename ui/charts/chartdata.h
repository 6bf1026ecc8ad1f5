// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include "ui/charts/chartframe.h"

namespace straightline::ui
{

/// The numbers that a chart draws, as columns over time: what its table shows and its CSV holds. A value.
struct ChartData {
    QString title;
    QString unit;   ///< of all values; empty = a plain number
    QString object; ///< application name, or all of them
    std::int64_t from = 0;
    std::int64_t to = 0;
    QStringList names; ///< of the columns after the time
    QList<std::int64_t> times;
    QList<QList<double>> columns; ///< [column][row]; NaN = no data

    qsizetype rows() const { return times.size(); }
};

/// How a chart says its numbers.
struct NumberFormat {
    using Say = QString (*)(double value);
    using SayLike = QString (*)(double value, double largest);

    NumberFormat(Say sayOne, SayLike sayOneOnAxis = nullptr)
        : say(sayOne)
        , sayOnAxis(sayOneOnAxis)
    {
    }
    QString operator()(double value) const { return say(value); }
    /// Of an axis up to `largest`.
    QString onAxis(double value, double largest) const
    {
        return sayOnAxis != nullptr ? sayOnAxis(value, largest) : say(value);
    }

    Say say;
    SayLike sayOnAxis; ///< in the unit of the largest; null = each value in its own
};

ChartData chartDataOf(const ChartFrame& frame, const QString& title, const QString& unit);

/// RFC 4180 in UTF-8: a head with units, times in ISO 8601 (UTC), numbers that read back to the same bits; no data is
/// an empty field.
QByteArray csvOf(const ChartData& data);

/// The bars of the histogram: from, to (both in `unit`), share.
QByteArray csvOfBars(const ChartFrame& frame, const QString& unit);

/// Tab-separated, as the table shows it.
QString plainTextOf(const ChartData& data, const NumberFormat& format);

/// Object, title and time range, of characters that every file system takes: no extension.
QString fileStemOf(const ChartData& data);

/// One sentence that tells what the chart shows, for those who do not see it.
QString summaryOf(const ChartFrame& frame, const QString& title, const NumberFormat& format);

/// "12:03:14", with the day where a range is longer than one.
QString chartTime(std::int64_t millis, std::int64_t rangeMillis);

} // namespace straightline::ui
