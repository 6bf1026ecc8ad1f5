// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The words of placement: policies and reasons.
#include <QCoreApplication>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

/// As in wording.cpp: one context for both.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Words)
};

} // namespace

QString policyTitle(PolicyKind policy)
{
    switch (policy) {
    case PolicyKind::Straightline:
        return Words::tr("StraightLine");
    case PolicyKind::RoundRobin:
        return Words::tr("Round robin");
    case PolicyKind::LeastOutstanding:
        return Words::tr("Least outstanding");
    case PolicyKind::TwoChoices:
        return Words::tr("Two choices");
    case PolicyKind::LocalOnly:
        return Words::tr("Local only");
    case PolicyKind::ContainerOnly:
        return Words::tr("Container only");
    case PolicyKind::ServerlessOnly:
        return Words::tr("Serverless only");
    case PolicyKind::PeakEwma:
        return Words::tr("Peak EWMA");
    case PolicyKind::Prequal:
        return Words::tr("Prequal");
    case PolicyKind::ExpectedCompletion:
        return Words::tr("Expected completion");
    case PolicyKind::Adaptive:
        return Words::tr("Adaptive");
    case PolicyKind::Oracle:
        return Words::tr("Oracle (simulation)");
    }
    return {};
}

QString policyMeaning(PolicyKind policy)
{
    switch (policy) {
    case PolicyKind::Straightline:
        return Words::tr("Places by request frequency against F, data size against D, and the room each tier has.");
    case PolicyKind::RoundRobin:
        return Words::tr("Takes the backends with room in turn.");
    case PolicyKind::LeastOutstanding:
        return Words::tr("Takes the backend with the fewest requests in flight.");
    case PolicyKind::TwoChoices:
        return Words::tr("Draws two backends at random and takes the one with the lower expected latency.");
    case PolicyKind::LocalOnly:
        return Words::tr("Uses only backends of the local tier.");
    case PolicyKind::ContainerOnly:
        return Words::tr("Uses only backends of the container tier.");
    case PolicyKind::ServerlessOnly:
        return Words::tr("Uses only backends of the serverless tier.");
    case PolicyKind::PeakEwma:
        return Words::tr("Takes the lowest expected latency of all backends with room.");
    case PolicyKind::Prequal:
        return Words::tr("Takes the lowest latency where few requests are in flight; if there are many everywhere, the "
                         "fewest.");
    case PolicyKind::ExpectedCompletion:
        return Words::tr("Takes the shortest predicted time, learned per backend and data size.");
    case PolicyKind::Adaptive:
        return Words::tr("Takes the shortest predicted time, leaves backends that turn slow or fail, and keeps to the "
                         "budget if there is one.");
    case PolicyKind::Oracle:
        return Words::tr("Takes the backend that will really answer first: a bound, for simulations only.");
    }
    return {};
}

QString reasonMeaning(Reason reason)
{
    switch (reason) {
    case Reason::None:
        return Words::tr("It was refused before placement.");
    case Reason::BurstOfSmall:
        return Words::tr("Small request in a burst: f > F and d < D, so serverless.");
    case Reason::LargeInput:
        return Words::tr("Large input: d > D, so container.");
    case Reason::LocalHasRoom:
        return Words::tr("Neither burst nor large, and local has room.");
    case Reason::ContainerHasRoom:
        return Words::tr("Local has no room, container has.");
    case Reason::Overflow:
        return Words::tr("Neither local nor container has room, so serverless.");
    case Reason::BurstOfSmallFallback:
        return Words::tr("Small request in a burst, but serverless has no room: the next tier with room.");
    case Reason::LargeInputFallback:
        return Words::tr("Large input, but container has no room: the next tier with room.");
    case Reason::OverBackendLimit:
        return Words::tr("The tier of the rule has room, but not for a body of this size.");
    case Reason::RoundRobin:
    case Reason::LeastOutstanding:
    case Reason::TwoChoices:
    case Reason::LocalOnly:
    case Reason::ContainerOnly:
    case Reason::ServerlessOnly:
        return Words::tr("Chosen by the application's policy.");
    case Reason::NoRoom:
        return Words::tr("Some backend is healthy, but none has room: it waited.");
    case Reason::NothingHealthy:
        return Words::tr("No backend is healthy.");
    case Reason::NoBackendTakesSize:
        return Words::tr("Every healthy backend has a payload limit below this body.");
    case Reason::PeakEwma:
        return Words::tr("Lowest expected latency of all backends with room.");
    case Reason::PrequalCold:
        return Words::tr("Lowest latency of the backends with few requests in flight.");
    case Reason::PrequalHot:
        return Words::tr("Many requests in flight everywhere: the backend with the fewest.");
    case Reason::ExpectedCompletion:
    case Reason::Adaptive:
        return Words::tr("Shortest predicted time of all backends with room.");
    case Reason::AdaptiveGuard:
        return Words::tr("Another was predicted faster, but has far more in flight than usual.");
    case Reason::AdaptiveExploration:
        return Words::tr("Tried to see how this backend is now.");
    case Reason::Oracle:
        return Words::tr("Shortest true time.");
    }
    return {};
}

} // namespace straightline::ui
