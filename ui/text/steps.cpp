// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/steps.h"

#include <map>

#include <QCoreApplication>

#include "ui/icons.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Steps {
    Q_DECLARE_TR_FUNCTIONS(Steps)
};

} // namespace

QString stepWord(const std::string& name)
{
    const std::map<std::string, QString> words{
        {"dns", Steps::tr("look up the name")},
        {"connect", Steps::tr("connect")},
        {"tls", Steps::tr("agree on TLS")},
        {"health", Steps::tr("health check")},
        {"inference", Steps::tr("sample inference")},
        {"docker", Steps::tr("reach Docker")},
        {"image", Steps::tr("image")},
        {"create", Steps::tr("create")},
        {"start", Steps::tr("start")},
        {"command", Steps::tr("find the program")},
        {"pull", Steps::tr("pull")},
        {"healthy", Steps::tr("healthy")},
        {"shift", Steps::tr("shift requests")},
        {"drain", Steps::tr("drain")},
        {"keep", Steps::tr("keep old")},
        {"remove", Steps::tr("remove old")},
        {"stop", Steps::tr("stop")},
        {"containers", Steps::tr("containers")},
        {"ports", Steps::tr("local ports")},
        {"cleanup", Steps::tr("clean up")},
    };
    const auto found = words.find(name);
    return found == words.end() ? fromUtf8(name) : found->second;
}

QString stepStateWord(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return Steps::tr("waiting");
    case StepState::Running:
        return Steps::tr("running");
    case StepState::Succeeded:
        return Steps::tr("done");
    case StepState::Failed:
        return Steps::tr("failed");
    case StepState::Skipped:
        return Steps::tr("skipped");
    }
    return {};
}

QIcon stepIcon(StepState state)
{
    switch (state) {
    case StepState::Running:
        return themedIcon(QStringLiteral("state-starting"), IconColor::Accent);
    case StepState::Succeeded:
        return themedIcon(QStringLiteral("state-up"), IconColor::Good);
    case StepState::Failed:
        return themedIcon(QStringLiteral("state-failed"), IconColor::Bad);
    case StepState::Waiting:
    case StepState::Skipped:
        break;
    }
    return themedIcon(QStringLiteral("state-unknown"), IconColor::Muted);
}

QString stepTime(const OperationStep& step)
{
    const bool ended = step.state == StepState::Succeeded || step.state == StepState::Failed;
    return ended ? formatMillis(static_cast<double>(step.took.count()) / 1'000.0) : noData();
}

QString stepsLine(const Operation& operation)
{
    QStringList parts;
    for (const OperationStep& step : operation.steps) {
        const QString word = stepWord(step.name);
        if (step.state == StepState::Succeeded)
            parts.append(QStringLiteral("%1 ✓ %2").arg(word, stepTime(step)));
        else if (step.state == StepState::Failed)
            parts.append(QStringLiteral("%1 ✕ %2").arg(word, engineText(step.detail)));
        else if (step.state == StepState::Running)
            parts.append(QStringLiteral("%1 … %2").arg(word, engineText(step.detail)).trimmed());
        else
            parts.append(word);
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace straightline::ui
