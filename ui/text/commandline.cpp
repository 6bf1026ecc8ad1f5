// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/commandline.h"

#include <utility>

#include "ui/text/wording.h"

namespace straightline::ui
{

std::vector<std::string> splitCommand(const QString& text)
{
    std::vector<std::string> command;
    QString part;
    bool open = false;   // inside an argument
    bool quoted = false; // inside double quotes
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('"')) {
            if (quoted && i + 1 < text.size() && text[i + 1] == c) {
                part += c; // two quotes inside quotes are one
                ++i;
                continue;
            }
            quoted = !quoted;
            open = true;
        } else if (c.isSpace() && !quoted) {
            if (std::exchange(open, false))
                command.push_back(toUtf8(std::exchange(part, {})));
        } else {
            part += c;
            open = true;
        }
    }
    if (open)
        command.push_back(toUtf8(part));
    return command;
}

QString joinCommand(const std::vector<std::string>& command)
{
    QStringList parts;
    for (const std::string& part : command) {
        QString text = fromUtf8(part);
        const bool plain = !text.isEmpty() && !text.contains(QLatin1Char('"'))
                           && std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
        if (!plain)
            text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
        parts.append(text);
    }
    return parts.join(QLatin1Char(' '));
}

Environment splitEnvironment(const QString& text)
{
    Environment environment;
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        const QString name = (equals < 0 ? line : line.left(equals)).trimmed();
        environment.emplace_back(toUtf8(name), equals < 0 ? std::string() : toUtf8(line.mid(equals + 1)));
    }
    return environment;
}

QString joinEnvironment(const Environment& environment)
{
    QStringList lines;
    for (const auto& [name, value] : environment)
        lines.append(fromUtf8(name) + QLatin1Char('=') + fromUtf8(value));
    return lines.join(QLatin1Char('\n'));
}

} // namespace straightline::ui
