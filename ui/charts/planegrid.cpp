// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/planegrid.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QStringList>

#include "ui/charts/ticks.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kColumns = 40;
constexpr int kRows = 40;

QString say(const char* text)
{
    return QCoreApplication::translate("PlacementPlane", text);
}

void sortOnce(std::vector<double>& values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// The longest run of columns that hold `cell` in all rows from `first` to `last`, by its width on the screen.
std::pair<std::size_t, std::size_t> widestRun(const std::vector<bool>& good, const std::vector<double>& xs)
{
    std::pair<std::size_t, std::size_t> best{1, 0};
    double widest = 0.0;
    for (std::size_t from = 0; from < good.size();) {
        std::size_t to = from;
        while (to < good.size() && good[to])
            ++to;
        if (to > from && std::abs(xs[to] - xs[from]) > widest) {
            widest = std::abs(xs[to] - xs[from]);
            best = {from, to - 1};
        }
        from = std::max(to, from + 1);
    }
    return best;
}

} // namespace

std::vector<PlaneLimit> planeLimits(const ApplicationConfiguration& application)
{
    std::vector<PlaneLimit> limits;
    for (const BackendConfiguration& backend : application.backends) {
        if (backend.payloadLimitBytes > 0)
            limits.push_back({fromUtf8(backend.name), backend.tier, backend.payloadLimitBytes});
    }
    return limits;
}

PlaneExtent planeExtent(const Thresholds& thresholds, const std::vector<std::uint64_t>& limits, double mostHz,
                        std::uint64_t leastBytes, std::uint64_t mostBytes)
{
    PlaneExtent extent;
    extent.topHz = niceTop(std::max({1.0, 2.0 * thresholds.frequencyHz, 1.05 * mostHz}));
    const double d = std::max<double>(1.0, static_cast<double>(thresholds.sizeBytes));
    double low = std::min(1e3, d / 4.0);
    double high = std::max(1e6, d * 4.0);
    if (mostBytes > 0) {
        low = std::min(low, std::max(1.0, static_cast<double>(leastBytes)));
        high = std::max(high, static_cast<double>(mostBytes));
    }
    for (const std::uint64_t limit : limits)
        high = std::max(high, 1.5 * static_cast<double>(limit));
    extent.lowBytes = std::pow(10.0, std::floor(std::log10(std::max(1.0, low))));
    extent.highBytes = std::pow(10.0, std::ceil(std::log10(high)));
    extent.highBytes = std::max(extent.highBytes, extent.lowBytes * 1e4);
    return extent;
}

PlaneGrid planeGrid(const PlaneExtent& extent, const Thresholds& thresholds, const std::vector<std::uint64_t>& limits)
{
    PlaneGrid grid;
    for (int i = 0; i <= kColumns; ++i)
        grid.frequencyEdges.push_back(extent.topHz * i / kColumns);
    const double decades = std::log10(extent.highBytes / extent.lowBytes);
    for (int i = 0; i <= kRows; ++i)
        grid.sizeEdges.push_back(extent.lowBytes * std::pow(10.0, decades * i / kRows));
    grid.sizeEdges.back() = extent.highBytes;
    if (thresholds.frequencyHz > 0.0 && thresholds.frequencyHz < extent.topHz)
        grid.frequencyEdges.push_back(thresholds.frequencyHz);
    const auto addSize = [&](std::uint64_t bytes) {
        const auto size = static_cast<double>(bytes);
        if (size > extent.lowBytes && size < extent.highBytes)
            grid.sizeEdges.push_back(size);
    };
    addSize(thresholds.sizeBytes);
    for (const std::uint64_t limit : limits)
        addSize(limit);
    sortOnce(grid.frequencyEdges);
    sortOnce(grid.sizeEdges);
    for (std::size_t i = 0; i + 1 < grid.frequencyEdges.size(); ++i)
        grid.frequenciesHz.push_back((grid.frequencyEdges[i] + grid.frequencyEdges[i + 1]) / 2.0);
    for (std::size_t i = 0; i + 1 < grid.sizeEdges.size(); ++i)
        grid.sizesBytes.push_back(
            static_cast<std::uint64_t>(std::llround(std::sqrt(grid.sizeEdges[i] * grid.sizeEdges[i + 1]))));
    return grid;
}

std::vector<PlaneArea> planeAreas(const PlacementMap& map, const std::vector<double>& xs, const std::vector<double>& ys)
{
    const std::size_t rows = map.sizesBytes.size();
    const std::size_t columns = map.frequenciesHz.size();
    std::vector<PlaneArea> areas;
    if (xs.size() != columns + 1 || ys.size() != rows + 1)
        return areas;
    for (const PlacementCell& cell : map.cells) {
        const auto found =
            std::find_if(areas.begin(), areas.end(), [&](const PlaneArea& area) { return area.cell == cell; });
        if (found != areas.end())
            found->share += 1.0;
        else
            areas.push_back({.cell = cell, .share = 1.0});
    }
    for (PlaneArea& area : areas) {
        area.share /= static_cast<double>(map.cells.size());
        double largest = 0.0;
        for (std::size_t top = 0; top < rows; ++top) {
            std::vector<bool> good(columns, true);
            for (std::size_t bottom = top; bottom < rows; ++bottom) {
                for (std::size_t column = 0; column < columns; ++column)
                    good[column] = good[column] && map.cell(bottom, column) == area.cell;
                const auto [from, to] = widestRun(good, xs);
                if (from > to)
                    break;
                // A label is wide and low: height counts only up to a few lines.
                const double size =
                    std::abs(xs[to + 1] - xs[from]) * std::min(80.0, std::abs(ys[bottom + 1] - ys[top]));
                if (size > largest + 1e-9
                    || (size > largest - 1e-9 && from == area.firstColumn && to == area.lastColumn
                        && top == area.firstRow)) {
                    largest = size;
                    area.firstColumn = from;
                    area.lastColumn = to;
                    area.firstRow = top;
                    area.lastRow = bottom;
                }
            }
        }
    }
    std::stable_sort(areas.begin(), areas.end(),
                     [](const PlaneArea& a, const PlaneArea& b) { return a.share > b.share; });
    return areas;
}

QString cellText(const PlacementCell& cell)
{
    switch (cell.verdict) {
    case Verdict::Placed:
        return QStringLiteral("%1 \u2192 %2").arg(fromUtf8(toString(cell.reason)), tierWord(cell.tier));
    case Verdict::Wait:
        return say(QT_TRANSLATE_NOOP("PlacementPlane", "waits: no backend has room"));
    case Verdict::NothingHealthy:
        return say(QT_TRANSLATE_NOOP("PlacementPlane", "refused: no backend is healthy"));
    case Verdict::TooLarge:
        return say(QT_TRANSLATE_NOOP("PlacementPlane", "refused: no backend takes this size"));
    }
    return {};
}

QString planeCsv(const PlacementMap& map)
{
    QString csv = QStringLiteral("frequency_hz,size_bytes,verdict,reason,tier\r\n");
    for (std::size_t row = 0; row < map.sizesBytes.size(); ++row) {
        for (std::size_t column = 0; column < map.frequenciesHz.size(); ++column) {
            const PlacementCell& cell = map.cell(row, column);
            const bool placed = cell.verdict == Verdict::Placed;
            csv += QStringLiteral("%1,%2,%3,%4,%5\r\n")
                       .arg(QString::number(map.frequenciesHz[column], 'g', 12), QString::number(map.sizesBytes[row]),
                            placed ? QStringLiteral("placed") : QStringLiteral("not_placed"),
                            fromUtf8(toString(cell.reason)), placed ? fromUtf8(toString(cell.tier)) : QString());
        }
    }
    return csv;
}

QString planeSummary(const PlacementMap& map)
{
    QStringList sentences{say(QT_TRANSLATE_NOOP("PlacementPlane", "Placement of %1 by %2: F %3, D %4."))
                              .arg(fromUtf8(map.application), policyTitle(map.policy),
                                   formatRate(map.thresholds.frequencyHz),
                                   formatBytes(static_cast<double>(map.thresholds.sizeBytes)))};
    for (std::size_t i = 0; i < kTierCount; ++i) {
        const TierRoom& room = map.room[i];
        const auto tier = static_cast<Tier>(i);
        if (room.healthy == 0)
            sentences.append(say(QT_TRANSLATE_NOOP("PlacementPlane", "%1: no healthy backend.")).arg(tierWord(tier)));
        else
            sentences.append(say(QT_TRANSLATE_NOOP("PlacementPlane", "%1: %2 of %3 places taken."))
                                 .arg(tierWord(tier), formatCount(room.inFlight), formatCount(room.capacity)));
    }
    std::vector<double> xs(map.frequenciesHz.size() + 1);
    std::vector<double> ys(map.sizesBytes.size() + 1);
    for (std::size_t i = 0; i < xs.size(); ++i)
        xs[i] = static_cast<double>(i);
    for (std::size_t i = 0; i < ys.size(); ++i)
        ys[i] = static_cast<double>(i);
    for (const PlaneArea& area : planeAreas(map, xs, ys))
        sentences.append(say(QT_TRANSLATE_NOOP("PlacementPlane", "%1 of the plane: %2."))
                             .arg(formatPercent(area.share), cellText(area.cell)));
    return sentences.join(QLatin1Char(' '));
}

} // namespace straightline::ui
