// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/contrastmeter.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <QPainter>

namespace straightline
{
namespace
{

constexpr double kScale = 2.0;
constexpr double kInk = 1.25;  ///< less than this is a shade of the ground: hover, grid, alternating rows
constexpr double kNear = 4.0;  ///< px around a point of a line; more than a gap between its dashes
constexpr double kUpper = 0.8; ///< of a text's ink

double luminance(const QColor& color)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double quantile(std::vector<double> values, double part)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

} // namespace

double contrastRatio(const QColor& a, const QColor& b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

ContrastMeter::ContrastMeter(QWidget* root)
    : m_root(root)
    , m_image(root->size() * kScale, QImage::Format_RGB32)
{
    m_image.setDevicePixelRatio(kScale);
    m_image.fill(root->palette().color(QPalette::Window));
    root->render(&m_image);
}

QRect ContrastMeter::pixels(const QWidget* widget, const QRectF& area) const
{
    const QRectF at = area.translated(widget->mapTo(m_root, QPointF()));
    return QRectF(at.topLeft() * kScale, at.size() * kScale).toAlignedRect().intersected(m_image.rect());
}

QColor ContrastMeter::groundOf(const QRect& area) const
{
    std::unordered_map<QRgb, int> counts;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(m_image.constScanLine(y));
        int begin = area.left();
        for (int x = begin + 1; x <= area.right() + 1; ++x) { // mostly long runs of one colour
            if (x <= area.right() && row[x] == row[begin])
                continue;
            counts[row[begin]] += x - begin;
            begin = x;
        }
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? QColor() : QColor::fromRgb(most->first);
}

std::vector<double> ContrastMeter::ratiosIn(const QRect& area, const QColor& ground) const
{
    std::vector<double> ratios;
    std::unordered_map<QRgb, double> known;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(m_image.constScanLine(y));
        for (int x = area.left(); x <= area.right(); ++x) {
            if (row[x] == ground.rgb())
                continue;
            const auto [at, isNew] = known.try_emplace(row[x], 0.0);
            if (isNew)
                at->second = contrastRatio(QColor::fromRgb(row[x]), ground);
            if (at->second >= kInk)
                ratios.push_back(at->second);
        }
    }
    return ratios;
}

double ContrastMeter::text(const QWidget* widget, const QRectF& area) const
{
    const QRect at = pixels(widget, area);
    const std::vector<double> ink = ratiosIn(at, groundOf(at));
    return ink.empty() ? 0.0 : quantile(ink, kUpper);
}

double ContrastMeter::mark(const QWidget* widget, const QRectF& area) const
{
    const QRect at = pixels(widget, area);
    const std::vector<double> ink = ratiosIn(at, groundOf(at));
    return ink.empty() ? 0.0 : *std::max_element(ink.begin(), ink.end());
}

double ContrastMeter::line(const QWidget* widget, const std::vector<QPointF>& points) const
{
    const QColor ground = groundOf(pixels(widget, widget->rect()));
    std::vector<double> found;
    for (const QPointF& point : points) {
        const std::vector<double> ink =
            ratiosIn(pixels(widget, QRectF(point.x() - kNear, point.y() - kNear, 2 * kNear, 2 * kNear)), ground);
        if (!ink.empty())
            found.push_back(*std::max_element(ink.begin(), ink.end()));
    }
    // Where a stronger line crosses, its pixels are found: the lower quarter is this line's own.
    return found.empty() ? 0.0 : quantile(found, 0.25);
}

} // namespace straightline
