// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/trouble.h"

#include <QCoreApplication>
#include <QLocale>

#include "ui/enginepulse.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Trouble)
};

} // namespace

QString troubleTitle(const Trouble& trouble)
{
    const QString subject = fromUtf8(trouble.subject);
    switch (trouble.cause) {
    case TroubleCause::DiskFull:
        return Text::tr("The disk is full: request records wait in memory, and changes cannot be kept.");
    case TroubleCause::StoreFailing:
        return Text::tr("Request records cannot be written: they wait in memory.");
    case TroubleCause::StoreBehind:
        return Text::tr("Request records come faster than they can be written.");
    case TroubleCause::DockerUnreachable:
        return Text::tr("Docker cannot be reached: containers are neither started nor watched.");
    case TroubleCause::Certificate:
        return Text::tr("There is a problem with the gateway's certificate.");
    case TroubleCause::BackendUnreachable:
        return Text::tr("The backend %1 does not pass its health checks.").arg(subject);
    case TroubleCause::ContainerFailed:
        return Text::tr("The container of %1 has ended or does not become healthy.").arg(subject);
    case TroubleCause::FunctionFailed:
        return Text::tr("The function %1 cannot be started.").arg(subject);
    case TroubleCause::FunctionsOpen:
        return Text::tr("Functions run with less isolation than they should.");
    case TroubleCause::DecisionsDiffer:
        return Text::tr("Recorded decisions, decided again, came out differently.");
    case TroubleCause::Unverified:
        return Text::tr("The certificate of %1 is not verified.").arg(subject);
    }
    return {};
}

QString troubleStep(const Trouble& trouble)
{
    switch (trouble.cause) {
    case TroubleCause::DiskFull:
        return Text::tr("Free some space on the disk of the state directory.");
    case TroubleCause::StoreFailing:
        return Text::tr("Look at the disk and the rights of the state directory.");
    case TroubleCause::StoreBehind:
        return Text::tr("Use a faster disk, or keep records for fewer days.");
    case TroubleCause::DockerUnreachable:
        return Text::tr("Start Docker, or set DOCKER_HOST.");
    case TroubleCause::Certificate:
        return Text::tr("Put a valid certificate with its key in place; both are read again by themselves.");
    case TroubleCause::BackendUnreachable:
        return Text::tr("Start the server at its address, or edit the backend.");
    case TroubleCause::ContainerFailed:
        return Text::tr("Look at its logs; then edit its image or limits, or redeploy it.");
    case TroubleCause::FunctionFailed:
        return Text::tr("Look at its logs and at its command; the next request tries again.");
    case TroubleCause::FunctionsOpen:
        return Text::tr("Install bubblewrap, and let the engine make control groups.");
    case TroubleCause::DecisionsDiffer:
        return Text::tr(
            "Restart the engine. If it comes back, check the memory of this machine and report the request.");
    case TroubleCause::Unverified:
        return Text::tr("Give the backend a file of the authorities to believe.");
    }
    return {};
}

QString troubleTime(const Trouble& trouble)
{
    const QString since = formatTime(trouble.since);
    if (trouble.retry.count() <= 0)
        return Text::tr("Since %1.").arg(since);
    return Text::tr("Since %1. It is tried again by itself within %2.")
        .arg(since, formatMillis(static_cast<double>(trouble.retry.count())));
}

QString silenceText(const EnginePulse& pulse)
{
    const QString since = QLocale().toString(pulse.since().time(), QStringLiteral("HH:mm:ss"));
    const QString step = Text::tr("It goes on by itself when the engine does. If it does not: see whether requests are "
                                  "still answered and what the log says, then end StraightLine and start it again; "
                                  "configuration and records are on disk.");
    switch (pulse.silence()) {
    case EnginePulse::Silence::None:
        return {};
    case EnginePulse::Silence::NoAnswer:
        return Text::tr("The engine does not answer since %1: what is shown is from then, and changes wait.").arg(since)
               + QStringLiteral("\n\u2192 ") + step;
    case EnginePulse::Silence::NoNumbers:
        return Text::tr("The engine answers, but has sent no new numbers since %1: what is shown is from then.")
                   .arg(since)
               + QStringLiteral("\n\u2192 ") + step;
    }
    return {};
}

bool isAboutBackend(const Trouble& trouble)
{
    return !splitBackendId(trouble.subject).first.empty();
}

} // namespace straightline::ui
