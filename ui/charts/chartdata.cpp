// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartdata.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr qsizetype kMostSpoken = 8; ///< series in a sentence
constexpr std::int64_t kDayMillis = 86'400'000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::ChartData)
};

QString exactNumber(double value)
{
    return !std::isfinite(value) ? QString() : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString csvField(QString text)
{
    if (text.contains(QRegularExpression(QStringLiteral("[\",\r\n]")))) {
        text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        text = QLatin1Char('"') + text + QLatin1Char('"');
    }
    return text;
}

QString withUnit(const QString& name, const QString& unit)
{
    return unit.isEmpty() ? name : QStringLiteral("%1 [%2]").arg(name, unit);
}

struct Course {
    double last = kNaN;
    double least = kNaN;
    double greatest = kNaN;
    double sum = 0.0;
    int count = 0;
};

Course courseOf(const QList<double>& values)
{
    Course course;
    for (const double value : values) {
        if (std::isnan(value))
            continue;
        course.last = value;
        course.least = course.count > 0 ? std::min(course.least, value) : value;
        course.greatest = course.count > 0 ? std::max(course.greatest, value) : value;
        course.sum += value;
        ++course.count;
    }
    return course;
}

QString said(const QString& name, const QList<double>& values, bool isShare, const NumberFormat& format)
{
    const Course course = courseOf(values);
    if (course.count == 0)
        return Text::tr("%1 has no data").arg(name);
    if (isShare)
        return Text::tr("%1 %2 on average").arg(name, format(course.sum / course.count));
    return Text::tr("%1 now %2, between %3 and %4")
        .arg(name, format(course.last), format(course.least), format(course.greatest));
}

} // namespace

ChartData chartDataOf(const ChartFrame& frame, const QString& title, const QString& unit)
{
    ChartData data;
    data.title = title;
    data.unit = unit;
    data.object = frame.object;
    data.from = frame.from;
    data.to = frame.to;
    const QList<QPointF>* times = nullptr;
    if (!frame.curves.isEmpty())
        times = &frame.curves.first().points;
    else if (!frame.bands.isEmpty())
        times = &frame.bands.first().upper;
    if (times == nullptr)
        return data;
    for (const QPointF& point : *times)
        data.times.append(static_cast<std::int64_t>(point.x()));
    for (const Curve& curve : frame.curves) {
        data.names.append(curve.name);
        QList<double>& column = data.columns.emplaceBack();
        for (const QPointF& point : curve.points)
            column.append(point.y());
    }
    for (const Band& band : frame.bands) {
        data.names.append(band.name);
        data.columns.append(band.shares);
    }
    for (QList<double>& column : data.columns)
        column.resize(data.times.size(), kNaN);
    return data;
}

QByteArray csvOf(const ChartData& data)
{
    QStringList head{QStringLiteral("time")};
    for (const QString& name : data.names)
        head.append(csvField(withUnit(name, data.unit)));
    QString text = head.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    for (qsizetype row = 0; row < data.rows(); ++row) {
        text += QDateTime::fromMSecsSinceEpoch(data.times[row], Qt::UTC).toString(Qt::ISODateWithMs);
        for (const QList<double>& column : data.columns)
            text += QLatin1Char(',') + exactNumber(column[row]);
        text += QStringLiteral("\r\n");
    }
    return text.toUtf8();
}

QByteArray csvOfBars(const ChartFrame& frame, const QString& unit)
{
    QString text = QStringList{csvField(withUnit(QStringLiteral("above"), unit)),
                               csvField(withUnit(QStringLiteral("up to"), unit)), QStringLiteral("share")}
                       .join(QLatin1Char(','))
                   + QStringLiteral("\r\n");
    for (const Bar& bar : frame.bars) {
        text += QStringList{exactNumber(bar.low), exactNumber(bar.high), exactNumber(bar.share)}.join(QLatin1Char(','))
                + QStringLiteral("\r\n");
    }
    return text.toUtf8();
}

QString chartTime(std::int64_t millis, std::int64_t rangeMillis)
{
    return QDateTime::fromMSecsSinceEpoch(millis).toString(rangeMillis > kDayMillis ? QStringLiteral("MM-dd HH:mm:ss")
                                                                                    : QStringLiteral("HH:mm:ss"));
}

QString plainTextOf(const ChartData& data, const NumberFormat& format)
{
    QString text = Text::tr("Time");
    for (const QString& name : data.names)
        text += QLatin1Char('\t') + name;
    for (qsizetype row = 0; row < data.rows(); ++row) {
        text += QLatin1Char('\n') + QDateTime::fromMSecsSinceEpoch(data.times[row]).toString(Qt::ISODateWithMs);
        for (const QList<double>& column : data.columns)
            text += QLatin1Char('\t') + format(column[row]);
    }
    return text;
}

QString fileStemOf(const ChartData& data)
{
    const auto moment = [](std::int64_t millis) {
        return QDateTime::fromMSecsSinceEpoch(millis).toString(QStringLiteral("yyyyMMdd-HHmmss"));
    };
    QString stem =
        QStringLiteral("%1 %2 %3 %4").arg(data.object, data.title, moment(data.from), moment(data.to)).toLower();
    static const QRegularExpression odd(QStringLiteral("[^\\w.-]+"), QRegularExpression::UseUnicodePropertiesOption);
    return stem.replace(odd, QStringLiteral("-"));
}

QString summaryOf(const ChartFrame& frame, const QString& title, const NumberFormat& format)
{
    const QString from = chartTime(frame.from, frame.to - frame.from);
    const QString to = chartTime(frame.to, frame.to - frame.from);
    const ChartData data = chartDataOf(frame, title, {});
    if (data.columns.isEmpty())
        return Text::tr("%1 from %2 to %3: no data.").arg(title, from, to);
    QStringList parts;
    const qsizetype spoken = std::min(kMostSpoken, data.names.size());
    for (qsizetype i = 0; i < spoken; ++i)
        parts.append(said(data.names[i], data.columns[i], i >= frame.curves.size(), format));
    if (data.names.size() > spoken)
        parts.append(Text::tr("%n more", nullptr, static_cast<int>(data.names.size() - spoken)));
    const auto most = std::max_element(frame.bars.begin(), frame.bars.end(),
                                       [](const Bar& a, const Bar& b) { return a.share < b.share; });
    if (most != frame.bars.end() && most->share > 0.0)
        parts.append(std::isinf(most->high)
                         ? Text::tr("most are above %1").arg(format(most->low))
                         : Text::tr("most are between %1 and %2").arg(format(most->low), format(most->high)));
    if (frame.threshold)
        parts.append(Text::tr("the threshold %1 is %2").arg(frame.thresholdName, format(*frame.threshold)));
    return Text::tr("%1 from %2 to %3: %4.").arg(title, from, to, partsText(parts));
}

} // namespace straightline::ui
