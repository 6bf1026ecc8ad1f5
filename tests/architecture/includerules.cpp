// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "includerules.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace straightline
{
namespace
{

/// The folder that sets the rule: "engine/ingest", "ui/charts", "ui", "app", …
std::string areaOf(const std::string& path)
{
    const auto first = path.find('/');
    if (first == std::string::npos)
        return {};
    const std::string top = path.substr(0, first);
    if (top != "engine" && top != "ui")
        return top;
    const auto second = path.find('/', first + 1);
    if (second == std::string::npos)
        return top;
    const std::string area = path.substr(0, second);
    return top == "ui" && area != "ui/charts" ? "ui" : area;
}

/// Sideways edges that are allowed besides engine/api and the own folder.
const std::map<std::string, std::set<std::string>>& allowedStages()
{
    static const std::map<std::string, std::set<std::string>> edges{
        {"engine/ingest", {"engine/placement", "engine/dispatch", "engine/isolation"}},
        {"engine/dispatch", {"engine/telemetry"}},
        {"engine/replay", {"engine/placement", "engine/isolation"}},
    };
    return edges;
}

bool isQt(std::string_view header)
{
    return header.starts_with("Qt") || header.starts_with("QCoro") || header.starts_with("qcoro")
           || (header.size() > 1 && header[0] == 'Q' && header[1] >= 'A' && header[1] <= 'Z');
}

bool startsWithAny(std::string_view header, std::initializer_list<std::string_view> prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return header.starts_with(prefix); });
}

bool isQtWidgetsOrCharts(std::string_view header)
{
    static const std::set<std::string_view> widgets{"QApplication", "QWidget", "QMainWindow", "QDialog", "QLabel"};
    return startsWithAny(header, {"QtWidgets", "QtCharts", "QtGui/"}) || widgets.contains(header);
}

bool isQtCharts(std::string_view header)
{
    static const std::set<std::string_view> charts{"QChart",     "QChartView",    "QLineSeries",   "QAreaSeries",
                                                   "QValueAxis", "QDateTimeAxis", "QLogValueAxis", "QScatterSeries"};
    return header.starts_with("QtCharts") || charts.contains(header);
}

std::string libraryRule(const std::string& area, const std::string& header)
{
    const bool plain = area == "engine/placement" || area == "engine/telemetry" || area == "engine/replay"
                       || area == "engine/isolation" || area == "engine/calibration" || area == "engine/gpu";
    if (plain && (isQt(header) || startsWithAny(header, {"boost/", "SQLiteCpp", "sqlite3"})))
        return area + " is plain C++: no Qt, no Asio, no SQLite";
    const bool dataPlane = area == "engine/ingest" || area == "engine/dispatch";
    if (dataPlane && (isQt(header) || startsWithAny(header, {"SQLiteCpp", "sqlite3"})))
        return "the data plane knows no Qt and no disk";
    if (area.starts_with("engine/") && isQtWidgetsOrCharts(header))
        return "the engine runs without a GUI";
    if (area == "ui" && isQtCharts(header))
        return "only ui/charts includes Qt Charts";
    return {};
}

} // namespace

std::string forbiddenBecause(const std::string& file, const std::string& header)
{
    const std::string from = areaOf(file);
    if (const std::string why = libraryRule(from, header); !why.empty())
        return why;

    const std::string to = areaOf(header);
    const bool ours = startsWithAny(header, {"engine/", "ui/", "app/"});
    if (!ours)
        return {};
    if (from == "resources")
        return "the demo's programs stand alone";
    if (to == from || to == "engine/api")
        return {};
    if (from == "app" || from == "tests" || (from.starts_with("ui") && to.starts_with("ui")))
        return {};
    if (from.starts_with("ui"))
        return "ui includes engine/api only";
    if (!to.starts_with("engine/"))
        return "the engine does not know " + to;
    if (from == "engine/core")
        return {};
    const auto edges = allowedStages().find(from);
    if (edges != allowedStages().end() && edges->second.contains(to))
        return {};
    return from + " may not include " + to;
}

} // namespace straightline
