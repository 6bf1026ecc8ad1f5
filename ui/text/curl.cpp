// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/curl.h"

#include <algorithm>

#include "ui/text/wording.h"

namespace straightline::ui
{

QString shellQuoted(const QString& text)
{
    const auto harmless = [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || QStringLiteral("-_./:@%+=,").contains(c);
    };
    if (!text.isEmpty() && std::all_of(text.begin(), text.end(), harmless))
        return text;
    QString quoted = text;
    quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

QString gatewayUrl(const EngineStatus& engine)
{
    return engine.ingest.empty() ? QStringLiteral("https://") + fromUtf8(engine.ingestTls)
                                 : QStringLiteral("http://") + fromUtf8(engine.ingest);
}

QString exampleCommand(const EngineStatus& engine, const ApplicationConfiguration& application)
{
    const QString path = application.mount.empty() ? QStringLiteral("/apps/%1/classify").arg(fromUtf8(application.name))
                                                   : fromUtf8(application.mount);
    return QStringLiteral("curl --data-binary @image.png ") + gatewayUrl(engine) + path;
}

QString curlCommand(const RequestRecord& record, const EngineStatus& engine)
{
    const QString path = fromUtf8(record.path.view()).section(QLatin1Char('?'), 0, 0);
    const QString url = gatewayUrl(engine) + path;
    const QString method = fromUtf8(record.method.view());
    QString command = QStringLiteral("curl -i");
    const std::uint64_t size = std::max(record.bytesIn, record.decision.features.sizeBytes);
    if (size > 0)
        command = QStringLiteral("head -c %1 /dev/zero | ").arg(size) + command;
    if (method == QLatin1String("HEAD"))
        command += QStringLiteral(" --head");
    else if (!method.isEmpty() && (method != QLatin1String("GET") || size > 0))
        command += QStringLiteral(" -X ") + shellQuoted(method);
    if (size > 0)
        command += QStringLiteral(" -H 'Content-Type: application/octet-stream' --data-binary @-");
    return command + QLatin1Char(' ') + shellQuoted(url);
}

} // namespace straightline::ui
