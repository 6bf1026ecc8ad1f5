// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QImage>
#include <QStringList>
#include <QWidget>

namespace straightline
{

/// WCAG 2.1: 1 … 21.
double contrastRatio(const QColor& a, const QColor& b);

/// Measures on a picture of a widget, drawn twice as fine as on the screen, how far what is drawn stands out from its
/// ground. The ground of an area is its most frequent colour; the ink is what differs from it. Edges of letters are
/// blends, so a text's contrast is that of the upper fifth of its ink, a line's that of its best pixel nearby.
class ContrastMeter
{
public:
    explicit ContrastMeter(QWidget* root);

    /// Of a text in `area` of `widget`; 0 = there is no ink.
    double text(const QWidget* widget, const QRectF& area) const;
    /// Of a line that goes through `points` of `widget`, whatever crosses it and where its dashes have gaps.
    double line(const QWidget* widget, const std::vector<QPointF>& points) const;
    /// The greatest contrast in `area`: of an icon or a marker.
    double mark(const QWidget* widget, const QRectF& area) const;

private:
    QRect pixels(const QWidget* widget, const QRectF& area) const;
    QColor groundOf(const QRect& area) const;
    std::vector<double> ratiosIn(const QRect& area, const QColor& ground) const;

    QWidget* m_root;
    QImage m_image;
};

/// Every text of `root` below 4.5:1 (3:1 where it is large), every line, marker and tier icon below 3:1. Exempt are
/// what is off (WCAG 1.4.3) and Qt's own file dialog.
QStringList lowContrasts(QWidget* root);

} // namespace straightline
