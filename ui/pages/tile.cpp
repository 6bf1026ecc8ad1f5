// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tile.h"

#include <cmath>

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/text/format.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr double kNoChange = 0.005;
constexpr double kManyTimes = 9.0;
constexpr double kNoPoints = 0.0005; ///< of a share

} // namespace

SparkLine::SparkLine(QWidget* parent)
    : QWidget(parent)
{
    setMinimumSize(48, 24);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void SparkLine::setPoints(const QList<QPointF>& points)
{
    m_points = points;
    update();
}

void SparkLine::paintEvent(QPaintEvent*)
{
    double high = 0.0;
    for (const QPointF& point : std::as_const(m_points))
        high = std::isnan(point.y()) ? high : std::max(high, point.y());
    if (m_points.size() < 2)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themeColors(palette()).accent, 1.5));
    const double first = m_points.first().x();
    const double length = std::max(1.0, m_points.last().x() - first);
    QPolygonF run;
    const auto flush = [&] {
        if (run.size() > 1)
            painter.drawPolyline(run);
        run.clear();
    };
    for (const QPointF& point : std::as_const(m_points)) {
        if (std::isnan(point.y())) {
            flush();
            continue;
        }
        const double up = high > 0.0 ? point.y() / high : 0.0;
        run.append({2.0 + (width() - 4.0) * (point.x() - first) / length, height() - 2.0 - (height() - 4.0) * up});
    }
    flush();
}

Tile::Tile(const QString& name, const QString& meaning, QWidget* parent)
    : QFrame(parent)
    , m_nameText(name)
    , m_meaning(meaning)
    , m_value(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_change(new QLabel(this))
    , m_spark(new SparkLine(this))
{
    setProperty("card", true);
    setToolTip(meaning);
    setWhatsThis(meaning);
    auto* nameLabel = new QLabel(name, this);
    nameLabel->setProperty("muted", true);
    m_detail->setProperty("muted", true);
    m_change->setProperty("muted", true);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    large.setWeight(QFont::DemiBold);
    m_value->setFont(large);
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_value->setFocusPolicy(Qt::NoFocus);
    auto* head = new QHBoxLayout;
    head->addWidget(nameLabel);
    head->addStretch();
    head->addWidget(m_change);
    auto* body = new QHBoxLayout;
    body->setSpacing(8);
    body->addWidget(m_value);
    body->addWidget(m_detail);
    body->addWidget(m_spark, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addLayout(body);
}

void Tile::show(const QString& value, const QString& detail, bool bad)
{
    m_value->setText(value);
    m_detail->setText(detail);
    setAccessibleName(m_nameText);
    describe();
    if (m_value->property("bad").toBool() != bad) {
        m_value->setProperty("bad", bad);
        m_value->style()->unpolish(m_value);
        m_value->style()->polish(m_value);
    }
}

void Tile::describe()
{
    QStringList told{m_value->text(), m_detail->text(), m_change->text()};
    told.removeAll(QString());
    setAccessibleDescription(told.join(QStringLiteral(", ")));
}

void Tile::setChange(double mean, double before, const std::function<QString(double)>& format)
{
    const bool known = std::isfinite(mean) && std::isfinite(before);
    QString change;
    if (known && before > 0.0) {
        const double relative = mean / before - 1.0;
        if (std::abs(relative) < kNoChange)
            change = tr("unchanged");
        else if (relative >= kManyTimes)
            change = tr("\u2191 \u00D7%1").arg(formatNumber(relative + 1.0));
        else
            change = (relative > 0.0 ? tr("\u2191 %1") : tr("\u2193 %1")).arg(formatPercent(std::abs(relative)));
    }
    tellChange(change, mean, before, format);
}

void Tile::setChangeOfShare(double mean, double before)
{
    QString change;
    if (const double difference = mean - before; std::isfinite(difference)) {
        const double size = std::abs(difference) * 100.0;
        const QString points = QLocale().toString(size, 'f', size < 10.0 ? 1 : 0);
        change = std::abs(difference) < kNoPoints ? tr("unchanged")
                 : difference > 0.0               ? tr("\u2191 %1 points").arg(points)
                                                  : tr("\u2193 %1 points").arg(points);
    }
    tellChange(change, mean, before, formatPercent);
}

void Tile::tellChange(const QString& change, double mean, double before, const std::function<QString(double)>& format)
{
    const bool known = std::isfinite(mean) && std::isfinite(before);
    m_change->setText(change);
    describe();
    setToolTip(known ? tr("%1\nOn average %2 in the shown time range, %3 in the one before it.")
                           .arg(m_meaning, format(mean), format(before))
                     : m_meaning);
}

} // namespace straightline::ui
