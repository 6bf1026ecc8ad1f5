// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demopaths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace straightline::app
{
namespace
{

template <class Wanted>
Result<QString> firstOf(const QStringList& candidates, const char* what, Wanted wanted)
{
    for (const QString& candidate : candidates) {
        if (wanted(QFileInfo(candidate)))
            return QDir::cleanPath(candidate);
    }
    return failure(ErrorCode::NotFound, std::string("the demo's ") + what + " is not at "
                                            + candidates.join(QStringLiteral(" nor at ")).toStdString());
}

} // namespace

Result<DemoPaths> findDemoPaths()
{
    const QString bin = QCoreApplication::applicationDirPath();
    const QString installed = bin + QStringLiteral("/../share/straightline/demo");
    const QString built = bin + QStringLiteral("/../resources/demo");
    const QString source = QStringLiteral(DEMO_SOURCE_DIR);

    const auto program = [&](const QString& name, const char* what) {
        return firstOf({bin + QLatin1Char('/') + name, built + QLatin1Char('/') + name,
                        built + QStringLiteral("/digits-server/") + name, built + QStringLiteral("/load/") + name},
                       what, [](const QFileInfo& found) { return found.isFile() && found.isExecutable(); });
    };
    const auto file = [&](const QString& relative, const char* what) {
        return firstOf({installed + QLatin1Char('/') + relative, source + QLatin1Char('/') + relative}, what,
                       [](const QFileInfo& found) { return found.exists(); });
    };

    DemoPaths paths;
    const auto take = [](QString& target, Result<QString> found) -> Result<void> {
        if (!found)
            return tl::make_unexpected(found.error());
        target = *found;
        return {};
    };
    return take(paths.digitsServer, program(QStringLiteral("digits-server"), "digits-server"))
        .and_then([&] { return take(paths.digitsLoad, program(QStringLiteral("digits-load"), "digits-load")); })
        .and_then([&] { return take(paths.flaskDir, file(QStringLiteral("flask"), "Flask application")); })
        .and_then(
            [&] { return take(paths.imageScript, file(QStringLiteral("container/build-image.sh"), "image script")); })
        .map([&] { return paths; });
}

} // namespace straightline::app
