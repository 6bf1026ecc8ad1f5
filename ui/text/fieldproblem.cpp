// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/fieldproblem.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include "ui/text/allowedtext.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Fixes {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::FieldProblem)
};

QString fixOf(const QString& field)
{
    if (field == QLatin1String("name") || field == QLatin1String("application"))
        return Fixes::tr("Begin with a letter or a digit; then letters, digits, dots, - and _.");
    if (field == QLatin1String("url"))
        return Fixes::tr("Write it like http://127.0.0.1:9001.");
    if (field == QLatin1String("tls_ca_file"))
        return Fixes::tr("Give the whole path of the file, or nothing.");
    if (field == QLatin1String("tls_server_name"))
        return Fixes::tr("Give a host's name without a port, or nothing.");
    if (field == QLatin1String("image"))
        return Fixes::tr("Write it like straightline/digits:latest.");
    if (field == QLatin1String("command"))
        return Fixes::tr("Name a program, then its arguments with blanks between them.");
    if (field == QLatin1String("environment"))
        return Fixes::tr("Write one NAME=value on each line, each name once.");
    if (field == QLatin1String("memory_bytes"))
        return Fixes::tr("Raise it, or choose 0 for no limit.");
    if (field == QLatin1String("health_path"))
        return Fixes::tr("Begin with /, or leave it empty to only connect.");
    return Fixes::tr("Choose a value in this range.");
}

} // namespace

FieldProblem explainBackend(const Error& error, const std::function<QString(const QString&)>& titleOf)
{
    // "backend "x".capacity = 0: allowed is 1 … 100000"
    static const QRegularExpression shape(QStringLiteral("^(.*?)([a-z_]+) = (.*): allowed is (.*)$"),
                                          QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = shape.match(fromUtf8(error.detail));
    if (!match.hasMatch())
        return {{}, errorText(error)};
    const bool isApplication = match.captured(1).startsWith(QLatin1String("application \""))
                               && !match.captured(1).contains(QLatin1String("backend"));
    FieldProblem problem;
    problem.field = isApplication ? QStringLiteral("application") : match.captured(2);
    problem.text =
        Fixes::tr("%1: %2 does not work. Allowed: %3. %4")
            .arg(titleOf(problem.field), match.captured(3), allowedText(match.captured(4)), fixOf(problem.field));
    return problem;
}

} // namespace straightline::ui
