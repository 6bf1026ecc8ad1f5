// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What TimeChart shows: its data as series of Qt Charts, the axes' range, the words for screen readers. Its input is in
// timechartinput.cpp, its painting in timechartpaint.cpp and timechartoverlay.cpp.
#include "ui/charts/timechart.h"

#include <cmath>

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsScene>
#include <QLineSeries>
#include <QToolButton>
#include <QValueAxis>

#include "ui/charts/ticks.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr qsizetype kMostRuns = 12; ///< later gaps of one curve are bridged
constexpr int kDescribeMillis = 500;

} // namespace

TimeChart::TimeChart(const QString& title, Scale scale, NumberFormat format, const QString& unit, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_scale(scale)
    , m_format(std::move(format))
    , m_unit(unit)
    , m_menu(new QToolButton(this))
    , m_scene(std::make_unique<QGraphicsScene>())
    , m_chart(new QChart)
    , m_xAxis(new QValueAxis(m_chart))
    , m_yAxis(new QValueAxis(m_chart))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title);
    m_menu->setText(QStringLiteral("\u22EF"));
    m_menu->setProperty("small", true);
    m_menu->setAccessibleName(tr("Data of the chart %1").arg(title));
    m_menu->setToolTip(tr("Table, pictures and data of this chart"));
    connect(m_menu, &QToolButton::clicked, this, [this] {
        Q_EMIT chosen();
        Q_EMIT menuWanted(m_menu->mapToGlobal(QPoint(0, m_menu->height())));
    });
    m_describing.setSingleShot(true);
    m_describing.setInterval(kDescribeMillis);
    connect(&m_describing, &QTimer::timeout, this, &TimeChart::describe);
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->legend()->hide();
    m_scene->addItem(m_chart);
    for (QValueAxis* axis : {m_xAxis, m_yAxis})
        axis->setVisible(false);
    m_chart->addAxis(m_xAxis, Qt::AlignBottom);
    m_chart->addAxis(m_yAxis, Qt::AlignLeft);
}

TimeChart::~TimeChart() = default;

double TimeChart::scaled(double value) const
{
    return m_scale == Scale::Linear ? value : std::log10(std::max(value, 1.0));
}

double TimeChart::xOf(std::int64_t millis) const
{
    const QRectF plot = plotRect();
    const auto length = static_cast<double>(std::max<std::int64_t>(1, m_frame.to - m_frame.from));
    return plot.left() + plot.width() * static_cast<double>(millis - m_frame.from) / length;
}

double TimeChart::yOf(double value) const
{
    const QRectF plot = plotRect();
    return plot.bottom() - plot.height() * (scaled(value) - m_low) / (m_high - m_low);
}

double TimeChart::valueAt(double y) const
{
    const QRectF plot = plotRect();
    const double part = std::clamp((plot.bottom() - y) / plot.height(), 0.0, 1.0);
    const double value = m_low + part * (m_high - m_low);
    return m_scale == Scale::Linear ? value : std::pow(10.0, value);
}

bool TimeChart::hasData() const
{
    const auto known = [](const QPointF& point) { return !std::isnan(point.y()); };
    return std::any_of(m_frame.curves.begin(), m_frame.curves.end(),
                       [&](const Curve& curve) { return std::any_of(curve.points.begin(), curve.points.end(), known); })
           || std::any_of(m_frame.bands.begin(), m_frame.bands.end(),
                          [](const Band& band) { return !band.upper.isEmpty(); });
}

const QList<QPointF>* TimeChart::reference() const
{
    if (!m_frame.curves.isEmpty())
        return &m_frame.curves.first().points;
    return m_frame.bands.isEmpty() ? nullptr : &m_frame.bands.first().upper;
}

qsizetype TimeChart::nearestIndex(std::int64_t millis) const
{
    const QList<QPointF>* points = reference();
    if (points == nullptr || points->isEmpty())
        return -1;
    const auto wanted = static_cast<double>(millis);
    const auto after = std::lower_bound(points->begin(), points->end(), wanted,
                                        [](const QPointF& point, double x) { return point.x() < x; });
    if (after == points->begin())
        return 0;
    if (after == points->end() || wanted - (after - 1)->x() <= after->x() - wanted)
        return after - points->begin() - 1;
    return after - points->begin();
}

QStringList TimeChart::linesAt(std::int64_t millis) const
{
    const qsizetype at = nearestIndex(millis);
    if (at < 0)
        return {};
    QStringList lines{chartTime(static_cast<std::int64_t>((*reference())[at].x()), m_frame.to - m_frame.from)};
    for (const Curve& curve : m_frame.curves) {
        if (at < curve.points.size())
            lines.append(curve.name + QStringLiteral("  ") + m_format(curve.points[at].y()));
    }
    for (const Band& band : m_frame.bands) {
        if (at < band.shares.size())
            lines.append(band.name + QStringLiteral("  ") + m_format(band.shares[at]));
    }
    return lines;
}

void TimeChart::showFrame(ChartFrame frame)
{
    const bool first = m_frame.to == 0;
    m_frame = std::move(frame);
    layoutLegend();
    chooseRange();
    updateSeries();
    if (first)
        describe();
    else if (!m_describing.isActive())
        m_describing.start();
    m_dirty = true;
    update();
}

void TimeChart::chooseRange()
{
    if (m_ghost)
        return; // the scale stands still under the mouse
    double low = std::numeric_limits<double>::max();
    double high = 0.0;
    const auto take = [&](double value) {
        if (std::isnan(value))
            return;
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (const Curve& curve : std::as_const(m_frame.curves)) {
        for (const QPointF& point : curve.points)
            take(point.y());
    }
    for (const Band& band : std::as_const(m_frame.bands)) {
        for (const QPointF& point : band.upper)
            take(point.y());
    }
    if (m_frame.threshold)
        take(*m_frame.threshold);
    if (m_scale == Scale::Linear) {
        m_low = 0.0;
        m_high = m_frame.fixedTop > 0.0 ? m_frame.fixedTop : niceTop(high);
        return;
    }
    m_low = high > 0.0 ? std::floor(std::log10(std::max(1.0, low))) : 2.0;
    m_high = high > 0.0 ? std::ceil(std::log10(std::max(10.0, high * 1.2))) : 7.0;
    if (m_high <= m_low)
        m_high = m_low + 1.0;
}

QLineSeries* TimeChart::newLine()
{
    auto* line = new QLineSeries(m_chart);
    m_chart->addSeries(line);
    line->attachAxis(m_xAxis);
    line->attachAxis(m_yAxis);
    return line;
}

void TimeChart::updateSeries()
{
    m_xAxis->setRange(0.0, static_cast<double>(m_frame.to - m_frame.from));
    m_yAxis->setRange(m_low, m_high);
    while (m_areas.size() < m_frame.bands.size()) {
        Area area;
        area.lower = new QLineSeries(m_chart);
        area.upper = new QLineSeries(m_chart);
        area.area = new QAreaSeries(area.upper, area.lower);
        m_chart->addSeries(area.area);
        area.area->attachAxis(m_xAxis);
        area.area->attachAxis(m_yAxis);
        m_areas.append(area);
    }
    while (m_lines.size() < m_frame.curves.size())
        m_lines.append(Line{});
    for (qsizetype i = 0; i < m_areas.size(); ++i)
        updateArea(m_areas[i], i < m_frame.bands.size() ? m_frame.bands[i] : Band{});
    for (qsizetype i = 0; i < m_lines.size(); ++i)
        updateLine(m_lines[i], i < m_frame.curves.size() ? m_frame.curves[i] : Curve{});
}

void TimeChart::updateLine(Line& line, const Curve& curve)
{
    QList<QList<QPointF>> runs;
    bool open = false;
    for (const QPointF& point : curve.points) {
        if (std::isnan(point.y())) {
            open = false;
            continue;
        }
        if (!open && runs.size() < kMostRuns)
            runs.append(QList<QPointF>{});
        open = true;
        runs.last().append({point.x() - static_cast<double>(m_frame.from), scaled(point.y())});
    }
    while (line.runs.size() < runs.size())
        line.runs.append(newLine());
    const QPen pen(curve.color, curve.width, curve.style, Qt::FlatCap, Qt::RoundJoin);
    for (qsizetype i = 0; i < line.runs.size(); ++i) {
        const bool used = i < runs.size();
        line.runs[i]->setVisible(used);
        if (!used)
            continue;
        line.runs[i]->setPen(pen);
        line.runs[i]->replace(runs[i]);
    }
}

void TimeChart::updateArea(Area& area, const Band& band)
{
    area.area->setVisible(!band.upper.isEmpty());
    if (band.upper.isEmpty())
        return;
    const auto shifted = [this](QList<QPointF> points) {
        for (QPointF& point : points)
            point = {point.x() - static_cast<double>(m_frame.from), scaled(point.y())};
        return points;
    };
    area.lower->replace(shifted(band.lower));
    area.upper->replace(shifted(band.upper));
    area.area->setPen(QPen(band.line, 1.0));
    area.area->setBrush(QBrush(band.color, band.fill));
}

int TimeChart::mostSeriesPoints() const
{
    qsizetype most = 0;
    for (const Line& line : m_lines) {
        qsizetype points = 0;
        for (const QLineSeries* run : line.runs)
            points += run->isVisible() ? run->count() : 0;
        most = std::max(most, points);
    }
    for (const Area& area : m_areas)
        most = std::max<qsizetype>(most, area.upper->count());
    return static_cast<int>(most);
}

void TimeChart::describe()
{
    QString text = hasData() || m_emptyText.isEmpty() ? summary() : m_title + QStringLiteral(": ") + m_emptyText;
    if (m_crosshair && hasFocus())
        text = partsText(linesAt(*m_crosshair));
    setAccessibleDescription(text);
}

void TimeChart::setCrosshair(std::optional<std::int64_t> atMillis)
{
    if (m_crosshair == atMillis)
        return;
    m_crosshair = atMillis;
    if (hasFocus())
        describe(); // what the arrow keys point at is read out
    update();
}

void TimeChart::setMeaning(const QString& meaning)
{
    m_meaning = meaning;
    setToolTip(meaning);
    setWhatsThis(meaning);
}

void TimeChart::setThresholdMovable(bool movable, const QString& whyNot)
{
    m_movable = movable;
    m_whyNot = whyNot;
}

void TimeChart::setEmptyText(const QString& text)
{
    if (m_emptyText == text)
        return;
    m_emptyText = text;
    describe();
    update();
}

} // namespace straightline::ui
