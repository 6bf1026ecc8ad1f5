// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart.h"

#include <cmath>

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QValueAxis>

#include "ui/charts/ticks.h"
#include "ui/models/timeline.h"

namespace straightline::ui
{
namespace
{

constexpr int kLeft = 72;
constexpr int kTop = 40;
constexpr int kRight = 24;
constexpr int kBottom = 28;
constexpr qsizetype kMostRuns = 12; ///< later gaps of one curve are bridged
constexpr double kGrabDistance = 7.0;

} // namespace

TimeChart::TimeChart(const QString& title, Scale scale, Format format, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
    , m_scale(scale)
    , m_format(std::move(format))
    , m_scene(std::make_unique<QGraphicsScene>())
    , m_chart(new QChart)
    , m_xAxis(new QValueAxis(m_chart))
    , m_yAxis(new QValueAxis(m_chart))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(title);
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

QRectF TimeChart::plotRect() const
{
    return QRectF(kLeft, kTop, std::max(1, width() - kLeft - kRight), std::max(1, height() - kTop - kBottom));
}

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

void TimeChart::showFrame(ChartFrame frame)
{
    m_frame = std::move(frame);
    chooseRange();
    updateSeries();
    describe();
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
    QPen pen(curve.color, curve.width, curve.style, Qt::FlatCap, Qt::RoundJoin);
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
    area.area->setPen(Qt::NoPen);
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

void TimeChart::renderPicture()
{
    const double ratio = devicePixelRatioF();
    m_picture = QPixmap(size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    m_chart->resize(size());
    m_chart->setPlotArea(plotRect());
    m_scene->setSceneRect(rect());
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGrid(painter);
    m_scene->render(&painter, rect(), rect());
    paintEnds(painter);
    paintHead(painter);
    m_dirty = false;
}

void TimeChart::describe()
{
    QStringList parts;
    const std::size_t last =
        m_frame.curves.isEmpty() ? 0 : static_cast<std::size_t>(m_frame.curves.first().points.size());
    const std::size_t lastBand =
        m_frame.bands.isEmpty() ? 0 : static_cast<std::size_t>(m_frame.bands.first().shares.size());
    if (last + lastBand > 0)
        parts = crosshairLines(std::max(last, lastBand) - 1);
    if (m_frame.threshold)
        parts.append(m_frame.thresholdName + QLatin1Char(' ') + m_format(*m_frame.threshold));
    setAccessibleDescription(hasData() ? parts.join(QStringLiteral("; ")) : m_emptyText);
}

void TimeChart::setCrosshair(std::optional<std::int64_t> atMillis)
{
    if (m_crosshair == atMillis)
        return;
    m_crosshair = atMillis;
    update();
}

void TimeChart::setThresholdMovable(bool movable, const QString& why)
{
    m_movable = movable;
    setToolTip(why);
}

void TimeChart::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

bool TimeChart::nearThreshold(const QPointF& at) const
{
    return m_movable && m_frame.threshold && plotRect().adjusted(0, -kGrabDistance, kRight, kGrabDistance).contains(at)
           && std::abs(yOf(*m_frame.threshold) - at.y()) <= kGrabDistance;
}

void TimeChart::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (m_ghost) {
        m_ghost = valueAt(at.y());
        Q_EMIT thresholdDragged(*m_ghost);
        update();
        return;
    }
    setCursor(nearThreshold(at) ? Qt::SizeVerCursor : Qt::ArrowCursor);
    const QRectF plot = plotRect();
    if (!plot.contains(at)) {
        Q_EMIT crosshairMoved(std::nullopt);
        return;
    }
    const double part = (at.x() - plot.left()) / plot.width();
    Q_EMIT crosshairMoved(m_frame.from
                          + static_cast<std::int64_t>(part * static_cast<double>(m_frame.to - m_frame.from)));
}

void TimeChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !nearThreshold(event->position()))
        return;
    m_ghost = valueAt(event->position().y());
    setFocus(Qt::MouseFocusReason);
    Q_EMIT crosshairMoved(std::nullopt);
    Q_EMIT thresholdDragged(*m_ghost);
    update();
}

void TimeChart::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        endDrag(true);
}

void TimeChart::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_ghost)
        endDrag(false);
    else
        QWidget::keyPressEvent(event);
}

void TimeChart::endDrag(bool apply)
{
    if (!m_ghost)
        return;
    const double value = *m_ghost;
    m_ghost.reset();
    update();
    if (apply)
        Q_EMIT thresholdDropped(value);
    else
        Q_EMIT thresholdDragCancelled();
}

void TimeChart::leaveEvent(QEvent* event)
{
    Q_EMIT crosshairMoved(std::nullopt);
    QWidget::leaveEvent(event);
}

void TimeChart::setHeadWidget(QWidget* widget)
{
    m_head = widget;
    m_head->setParent(this);
    m_head->show();
    placeHead();
}

void TimeChart::placeHead()
{
    if (m_head == nullptr)
        return;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_head->resize(m_head->sizeHint());
    m_head->move(16 + QFontMetrics(bold).horizontalAdvance(m_title) + 16, 20 - m_head->height() / 2);
}

void TimeChart::resizeEvent(QResizeEvent* event)
{
    m_dirty = true;
    placeHead();
    QWidget::resizeEvent(event);
}

void TimeChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_dirty = true;
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace straightline::ui
