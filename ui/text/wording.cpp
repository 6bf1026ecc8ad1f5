// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/wording.h"

#include <QCoreApplication>

#include "ui/text/enginetext.h"

namespace straightline::ui
{
namespace
{

/// Translations of this file; lupdate knows it by the context below.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Words)
};

} // namespace

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string toUtf8(const QString& text)
{
    return text.toStdString();
}

QString partsText(const QStringList& parts)
{
    return parts.join(Words::tr("; ", "between parts of a list"));
}

QString tierWord(Tier tier)
{
    switch (tier) {
    case Tier::Local:
        return Words::tr("local");
    case Tier::Container:
        return Words::tr("container");
    case Tier::Serverless:
        return Words::tr("serverless");
    }
    return {};
}

QString kindWord(BackendKind kind)
{
    switch (kind) {
    case BackendKind::Http:
        return Words::tr("HTTP server");
    case BackendKind::Container:
        return Words::tr("container", "kind");
    case BackendKind::Function:
        return Words::tr("function");
    case BackendKind::Vm:
        return Words::tr("virtual machine");
    }
    return {};
}

QString stateWord(BackendState state)
{
    switch (state) {
    case BackendState::Unknown:
        return Words::tr("unknown");
    case BackendState::Starting:
        return Words::tr("starting");
    case BackendState::Up:
        return Words::tr("up");
    case BackendState::Draining:
        return Words::tr("draining");
    case BackendState::Down:
        return Words::tr("down");
    case BackendState::Failed:
        return Words::tr("failed");
    }
    return {};
}

QString breakerWord(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed:
        return Words::tr("closed");
    case BreakerState::HalfOpen:
        return Words::tr("half open");
    case BreakerState::Open:
        return Words::tr("open");
    }
    return {};
}

namespace
{

QString ejectionWord(const EjectionSnapshot& ejection)
{
    switch (ejection.cause) {
    case EjectionCause::Unreachable:
        return Words::tr("not reachable");
    case EjectionCause::Broken:
        return Words::tr("broken connections");
    case EjectionCause::Silent:
        return Words::tr("no answers in time");
    case EjectionCause::ServerErrors:
        return Words::tr("server errors");
    case EjectionCause::FailureRate:
        return Words::tr("%1 % of its requests failed").arg(ejection.measure);
    case EjectionCause::Slow:
        return Words::tr("%1 times slower than usual").arg(ejection.measure / 10.0, 0, 'f', 1);
    case EjectionCause::None:
        break;
    }
    return {};
}

} // namespace

QString breakerText(const BackendSnapshot& backend)
{
    const QString why = ejectionWord(backend.ejection);
    if (backend.breaker == BreakerState::Closed || why.isEmpty())
        return breakerWord(backend.breaker);
    if (backend.breaker == BreakerState::HalfOpen)
        return Words::tr("on trial, it was ejected: %1").arg(why);
    const auto seconds = (backend.ejection.left.count() + 999) / 1'000;
    return Words::tr("ejected: %1, back on trial in %2 s").arg(why).arg(seconds);
}

QString outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Answered:
        return Words::tr("answered");
    case Outcome::BackendFailed:
        return Words::tr("backend failed");
    case Outcome::BackendTimeout:
        return Words::tr("backend too slow");
    case Outcome::QueueFull:
        return Words::tr("queue full");
    case Outcome::QueueTimeout:
        return Words::tr("waited too long");
    case Outcome::NothingHealthy:
        return Words::tr("nothing healthy");
    case Outcome::TooLarge:
        return Words::tr("too large");
    case Outcome::BadRequest:
        return Words::tr("bad request");
    case Outcome::NotFound:
        return Words::tr("no such application");
    case Outcome::ClientGone:
        return Words::tr("client left");
    case Outcome::ClientTimeout:
        return Words::tr("client stalled");
    case Outcome::ShuttingDown:
        return Words::tr("shutting down");
    }
    return {};
}

QString attemptWord(AttemptOutcome outcome)
{
    switch (outcome) {
    case AttemptOutcome::Ok:
        return Words::tr("ok");
    case AttemptOutcome::ConnectFailed:
        return Words::tr("no connection");
    case AttemptOutcome::Broken:
        return Words::tr("broken off");
    case AttemptOutcome::Timeout:
        return Words::tr("timed out");
    case AttemptOutcome::ServerError:
        return Words::tr("server error");
    case AttemptOutcome::Abandoned:
        return Words::tr("abandoned");
    case AttemptOutcome::FunctionFailed:
        return Words::tr("function failed");
    case AttemptOutcome::Cancelled:
        return Words::tr("cancelled: another answered first");
    }
    return {};
}

QString operationWord(const std::string& kind)
{
    if (kind == "redeploy")
        return Words::tr("redeploy");
    if (kind == "rollback")
        return Words::tr("roll back");
    if (kind == "stop")
        return Words::tr("stop");
    if (kind == "start")
        return Words::tr("start");
    if (kind == "drain")
        return Words::tr("drain");
    if (kind == "resume")
        return Words::tr("resume");
    if (kind == "deploy")
        return Words::tr("deploy");
    if (kind == "remove")
        return Words::tr("remove");
    if (kind == "test")
        return Words::tr("test");
    if (kind == "discover")
        return Words::tr("look for backends");
    if (kind == "recording")
        return Words::tr("recording");
    if (kind == "sweep")
        return Words::tr("sweep of thresholds");
    if (kind == "watch")
        return Words::tr("watch of thresholds");
    if (kind == "what_if")
        return Words::tr("what-if question");
    if (kind == "calibration")
        return Words::tr("calibration");
    return fromUtf8(kind);
}

QString operationStateWord(OperationState state)
{
    switch (state) {
    case OperationState::Running:
        return Words::tr("running");
    case OperationState::Succeeded:
        return Words::tr("succeeded");
    case OperationState::Failed:
        return Words::tr("failed", "operation");
    case OperationState::Cancelled:
        return Words::tr("cancelled");
    }
    return {};
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return Words::tr("note");
    case Severity::Warning:
        return Words::tr("warning");
    case Severity::Error:
        return Words::tr("error");
    }
    return {};
}

QString actionWord(const std::string& action)
{
    if (action == "put_thresholds")
        return Words::tr("thresholds changed");
    if (action == "put_policy")
        return Words::tr("policy changed");
    if (action == "put_backend")
        return Words::tr("backend saved");
    if (action == "remove_backend")
        return Words::tr("backend removed");
    if (action == "put_application")
        return Words::tr("application saved");
    if (action == "remove_application")
        return Words::tr("application removed");
    if (action == "put_settings")
        return Words::tr("settings changed");
    if (action == "put_site")
        return Words::tr("site replaced");
    return operationWord(action);
}

QString actorWord(const std::string& actor)
{
    if (actor == "console")
        return Words::tr("console");
    if (actor == "api")
        return Words::tr("api");
    if (actor == "operator")
        return Words::tr("operator");
    if (actor == "watch")
        return Words::tr("watch", "who");
    if (actor == "redeploy")
        return Words::tr("redeploy", "who");
    if (actor == "engine")
        return Words::tr("engine");
    if (actor == "demo")
        return Words::tr("demo");
    if (actor == "seed")
        return Words::tr("seed");
    return fromUtf8(actor);
}

QString errorText(const Error& error)
{
    const auto cause = [&]() -> QString {
        switch (error.code) {
        case ErrorCode::InvalidArgument:
            return Words::tr("That value is not allowed.");
        case ErrorCode::NotFound:
            return Words::tr("It does not exist any more.");
        case ErrorCode::AlreadyExists:
            return Words::tr("That name is taken. Choose another.");
        case ErrorCode::Conflict:
            return Words::tr("It does not fit the present state. Look at it again and retry.");
        case ErrorCode::ReadOnly:
            return Words::tr("The engine is in read-only mode.");
        case ErrorCode::TooLarge:
            return Words::tr("It is too large.");
        case ErrorCode::Cancelled:
            return Words::tr("It was cancelled.");
        case ErrorCode::Unsupported:
            return Words::tr("This engine cannot do that.");
        case ErrorCode::Unreachable:
            return Words::tr("It could not be reached. Check that it runs, then retry.");
        case ErrorCode::Timeout:
            return Words::tr("It took too long. Retry.");
        case ErrorCode::Overloaded:
            return Words::tr("Too much is going on. Retry in a moment.");
        case ErrorCode::Refused:
            return Words::tr("It was refused by the other side.");
        case ErrorCode::BadReply:
            return Words::tr("The other side answered something that cannot be understood.");
        case ErrorCode::Storage:
            return Words::tr("What is kept on disk could not be read or written. Check the disk.");
        case ErrorCode::Internal:
            return Words::tr("An internal error happened.");
        }
        return {};
    }();
    return error.detail.empty() ? cause : cause + QLatin1Char('\n') + engineText(error.detail);
}

} // namespace straightline::ui
