// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartexport.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include "ui/charts/timechart.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr double kFineness = 2.0;

} // namespace

QByteArray pngOf(TimeChart& chart)
{
    QImage image(chart.size() * kFineness, QImage::Format_RGB32);
    image.setDevicePixelRatio(kFineness);
    image.fill(themeColors(chart.palette()).surface);
    {
        QPainter painter(&image);
        chart.paintOn(painter);
    }
    image.setText(QStringLiteral("Description"), chart.summary());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray svgOf(TimeChart& chart)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(chart.size());
    generator.setViewBox(chart.rect());
    generator.setTitle(chart.title());
    generator.setDescription(chart.summary());
    {
        QPainter painter(&generator);
        painter.fillRect(chart.rect(), themeColors(chart.palette()).surface);
        chart.paintOn(painter);
    }
    return buffer.data();
}

} // namespace straightline::ui
