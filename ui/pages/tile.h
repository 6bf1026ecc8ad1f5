// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QFrame>
#include <QLabel>
#include <QList>
#include <QPointF>

namespace straightline::ui
{

/// A small line without axes; gaps where there is no data. GUI thread.
class SparkLine : public QWidget
{
    Q_OBJECT
public:
    explicit SparkLine(QWidget* parent = nullptr);
    void setPoints(const QList<QPointF>& points);
    QSize sizeHint() const override { return {88, 32}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<QPointF> m_points;
};

/// One number that matters: name, value with unit, its recent course, and its change against the range before. GUI
/// thread; owned by the Overview.
class Tile : public QFrame
{
    Q_OBJECT
public:
    Tile(const QString& name, const QString& meaning, QWidget* parent = nullptr);
    void show(const QString& value, const QString& detail, bool bad = false);
    void setCourse(const QList<QPointF>& points) { m_spark->setPoints(points); }
    /// The means of the shown range and of the one before it; NaN = no data.
    void setChange(double mean, double before, const std::function<QString(double)>& format);
    /// The same of two shares: their difference in points, as a share of next to nothing is soon many times another.
    void setChangeOfShare(double mean, double before);
    QString change() const { return m_change->text(); }
    QString value() const { return m_value->text(); }

private:
    void describe();
    void tellChange(const QString& change, double mean, double before, const std::function<QString(double)>& format);

    QString m_nameText;
    QString m_meaning;
    QLabel* m_value;
    QLabel* m_detail;
    QLabel* m_change;
    SparkLine* m_spark;
};

} // namespace straightline::ui
