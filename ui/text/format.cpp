// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"

#include <array>
#include <cmath>
#include <span>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace straightline::ui
{
namespace
{

/// Rounded to three significant digits, so that 99.96 becomes 100 before its decimals are chosen.
double rounded3(double value)
{
    if (value == 0.0)
        return 0.0;
    const double scale = std::pow(10.0, 2.0 - std::floor(std::log10(std::abs(value))));
    return std::round(value * scale) / scale;
}

QString digits3(double value)
{
    const double size = std::abs(value);
    const int decimals = size >= 100.0 ? 0 : size >= 10.0 ? 1 : size == 0.0 ? 0 : 2;
    return QLocale().toString(value, 'f', decimals);
}

struct Unit {
    double factor;
    const char* symbol;
};

constexpr std::array<Unit, 4> kNumbers{{{1.0, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "G"}}};
constexpr std::array<Unit, 3> kRates{{{1.0, "/s"}, {1e3, "k/s"}, {1e6, "M/s"}}};
constexpr std::array<Unit, 4> kMillis{{{1e-3, "µs"}, {1.0, "ms"}, {1e3, "s"}, {6e4, "min"}}};

/// `value` in the unit that `like` takes.
QString scaled(double value, double like, std::span<const Unit> units)
{
    if (!std::isfinite(value))
        return noData();
    const Unit* chosen = &units.front();
    for (const Unit& each : units) {
        if (rounded3(std::abs(like) / each.factor) >= 1.0)
            chosen = &each;
    }
    const QString digits = digits3(rounded3(value / chosen->factor));
    return *chosen->symbol == '\0' ? digits : digits + QChar(u'\u00A0') + QString::fromUtf8(chosen->symbol);
}

QString scaled(double value, std::span<const Unit> units)
{
    return scaled(value, value, units);
}

} // namespace

QString noData()
{
    return QString(QChar(kNoData));
}

QString formatNumber(double value)
{
    return scaled(value, kNumbers);
}

QString formatNumberLike(double value, double largest)
{
    return scaled(value, largest, kNumbers);
}

QString formatCount(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString formatRate(double hertz)
{
    return scaled(hertz, kRates);
}

QString formatRateLike(double hertz, double largest)
{
    return scaled(hertz, largest, kRates);
}

QString formatMillis(double millis)
{
    if (millis == 0.0)
        return QStringLiteral("0\u00A0ms");
    return scaled(millis, kMillis);
}

QString formatMillisLike(double millis, double largest)
{
    return scaled(millis, largest, std::span(kMillis).first(3)); // round values are none in minutes
}

QString formatBytes(double bytes)
{
    if (std::isfinite(bytes) && std::abs(bytes) < 1'000.0)
        return QLocale().toString(bytes, 'f', 0) + QStringLiteral("\u00A0B");
    return scaled(bytes, std::array<Unit, 5>{{{1.0, "B"}, {1e3, "kB"}, {1e6, "MB"}, {1e9, "GB"}, {1e12, "TB"}}});
}

QString formatPercent(double fraction)
{
    if (!std::isfinite(fraction))
        return noData();
    const double percent = rounded3(fraction * 100.0);
    if (percent > 0.0 && percent < 0.01)
        return QStringLiteral("<") + QLocale().toString(0.01, 'f', 2) + QStringLiteral("\u00A0%");
    return digits3(percent) + QStringLiteral("\u00A0%");
}

QString formatAge(std::chrono::system_clock::time_point since, std::chrono::system_clock::time_point now)
{
    if (since == std::chrono::system_clock::time_point{})
        return noData();
    const auto seconds =
        std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(now - since).count());
    const auto say = [](const char* text, std::int64_t value) {
        return QCoreApplication::translate("straightline::ui", text).arg(QLocale().toString(qlonglong{value}));
    };
    if (seconds < 60)
        return say(QT_TRANSLATE_NOOP("straightline::ui", "%1 s"), seconds);
    if (seconds < 3'600)
        return say(QT_TRANSLATE_NOOP("straightline::ui", "%1 min"), seconds / 60);
    if (seconds < 172'800)
        return say(QT_TRANSLATE_NOOP("straightline::ui", "%1 h"), seconds / 3'600);
    return say(QT_TRANSLATE_NOOP("straightline::ui", "%1 d"), seconds / 86'400);
}

QString formatTime(std::chrono::system_clock::time_point time)
{
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(millis).toString(QStringLiteral("HH:mm:ss"));
}

QString formatDayAndTime(std::chrono::system_clock::time_point time)
{
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    const QDate day = QDateTime::fromMSecsSinceEpoch(millis).date();
    return day == QDate::currentDate()
               ? formatTime(time)
               : QLocale().toString(day, QLocale::ShortFormat) + QLatin1Char(' ') + formatTime(time);
}

QString isoTime(std::chrono::system_clock::time_point time)
{
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(millis, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString formatTimeMillis(std::int64_t unixMicros)
{
    return QDateTime::fromMSecsSinceEpoch(unixMicros / 1'000).toString(QStringLiteral("HH:mm:ss.zzz"));
}

} // namespace straightline::ui
