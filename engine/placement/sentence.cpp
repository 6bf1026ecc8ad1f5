// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/sentence.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/placement/rule.h"

namespace straightline::placement
{

namespace
{

/// Three significant digits without an exponent or a tail of zeros: 14.2, 20, 0.05, 1230.
std::string digits(double value)
{
    if (value >= 1'000.0)
        return fmt::format("{:.0f}", value);
    std::string text = fmt::format("{:#.3g}", value);
    if (text.find('e') != std::string::npos)
        return fmt::format("{:.3g}", value);
    while (text.back() == '0')
        text.pop_back();
    if (text.back() == '.')
        text.pop_back();
    return text;
}

std::string bytes(std::uint64_t value)
{
    constexpr std::array kUnits{"B", "kB", "MB", "GB", "TB"};
    auto scaled = static_cast<double>(value);
    std::size_t unit = 0;
    while (scaled >= 999.5 && unit + 1 < kUnits.size()) {
        scaled /= 1'000.0;
        ++unit;
    }
    return fmt::format("{} {}", digits(scaled), kUnits[unit]);
}

const char* sign(double left, double right, bool strictFails)
{
    if (left > right)
        return ">";
    if (left < right)
        return strictFails ? "≤" : "<";
    return "=";
}

/// "d = 1.2 MB > D = 262 kB"; to the byte when rounding would hide the difference.
std::string compareSize(const Decision& decision, bool strictFails)
{
    const std::uint64_t size = decision.features.sizeBytes;
    const std::uint64_t limit = decision.thresholds.sizeBytes;
    std::string left = bytes(size);
    std::string right = bytes(limit);
    if (left == right && size != limit) {
        left = fmt::format("{} B", size);
        right = fmt::format("{} B", limit);
    }
    return fmt::format("d = {} {} D = {}", left,
                       sign(static_cast<double>(size), static_cast<double>(limit), strictFails), right);
}

std::string compareFrequency(const Decision& decision)
{
    const double frequency = decision.features.frequencyHz;
    const double limit = decision.thresholds.frequencyHz;
    std::string left = digits(frequency);
    std::string right = digits(limit);
    if (left == right && frequency != limit) {
        left = fmt::format("{}", frequency);
        right = fmt::format("{}", limit);
    }
    return fmt::format("f = {} /s {} F = {} /s", left, sign(frequency, limit, true), right);
}

std::string measured(const Decision& decision)
{
    return fmt::format("f = {} /s, d = {}", digits(decision.features.frequencyHz), bytes(decision.features.sizeBytes));
}

/// Why a tier was passed over, in words that go after its name.
std::string_view lack(const TierRoom& room)
{
    if (room.healthy == 0)
        return "has no healthy backend";
    if (onlyLimitForbids(room) || room.takesSize == 0)
        return "takes no body of this size";
    return "has no room";
}

/// "serverless has no room, container has no room": the tiers the rule tried before it came to the chosen one.
std::string passedOver(const Decision& decision)
{
    std::string text;
    for (const Tier tier : tierOrder(branchOf(decision.features, decision.thresholds)).tiers) {
        if (decision.verdict == Verdict::Placed && tier == decision.tier)
            break;
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", toString(tier),
                            lack(decision.room[static_cast<std::size_t>(tier)]));
    }
    return text;
}

std::string outcome(const Decision& decision)
{
    switch (decision.verdict) {
    case Verdict::Placed:
        return fmt::format("→ {} ({})", toString(decision.tier), toString(decision.reason));
    case Verdict::Wait:
        return fmt::format("→ waits ({})", toString(decision.reason));
    case Verdict::NothingHealthy:
    case Verdict::TooLarge:
        break;
    }
    return fmt::format("→ refused ({})", toString(decision.reason));
}

std::string roomText(const Decision& decision)
{
    std::string text = "Room:";
    for (const Tier tier : kTiers) {
        const TierRoom& room = decision.room[static_cast<std::size_t>(tier)];
        text += fmt::format("{} {} ", tier == Tier::Local ? "" : ",", toString(tier));
        text += room.healthy == 0 ? "none healthy" : fmt::format("{}/{}", room.inFlight, room.capacity);
    }
    return text + ".";
}

std::string explainStraightline(const Decision& decision)
{
    const Branch branch = branchOf(decision.features, decision.thresholds);
    std::string condition;
    std::string rest;
    switch (branch) {
    case Branch::BurstOfSmall:
        condition = compareFrequency(decision) + " and " + compareSize(decision, false) + " → serverless";
        break;
    case Branch::LargeInput:
        condition = compareSize(decision, true) + " → container";
        rest = " " + compareFrequency(decision) + ".";
        break;
    case Branch::Otherwise:
        condition = compareFrequency(decision) + " and " + compareSize(decision, true);
        break;
    }
    const std::string passed = passedOver(decision);
    const TierOrder& order = tierOrder(branch);
    const bool first = decision.verdict == Verdict::Placed && decision.tier == order.tiers[0];
    if (branch == Branch::Otherwise)
        return fmt::format("{}: {} {}.", condition, first ? "local has room" : passed, outcome(decision));
    if (first)
        return fmt::format("{} ({}).{}", condition, toString(decision.reason), rest);
    return fmt::format("{}, but {} {}.{}", condition, passed, outcome(decision), rest);
}

/// A score in ms. A policy takes what was not measured first while it is idle, and last while it is busy.
std::string latencyText(float score)
{
    if (score == 0.0F)
        return "not measured yet";
    constexpr float kNoTimeIsSoLong = 1e10F;
    return score >= kNoTimeIsSoLong ? "not measured, busy" : digits(score) + " ms";
}

/// "18 ms; the others 41.2 ms, 90 ms": the lowest score, then what was next.
std::string lowest(const Decision& decision)
{
    std::string text = latencyText(decision.candidates[0].score);
    for (std::size_t i = 1; i < decision.candidateCount; ++i)
        text += (i == 1 ? "; next " : ", ") + latencyText(decision.candidates[i].score);
    return text;
}

/// The policies that look at all backends with room; empty for the others.
std::string whyOfAll(const Decision& decision)
{
    switch (decision.reason) {
    case Reason::PeakEwma:
        return "Lowest expected latency, " + lowest(decision);
    case Reason::PrequalCold:
        return "Lowest latency where few requests are in flight, " + lowest(decision);
    case Reason::PrequalHot:
        return fmt::format("Many requests in flight everywhere, fewest here, {}", digits(decision.candidates[0].score));
    case Reason::ExpectedCompletion:
    case Reason::Adaptive:
        return "Shortest predicted time, " + lowest(decision);
    case Reason::AdaptiveGuard:
        return "Shortest predicted time where not far more than usual are in flight, " + lowest(decision);
    case Reason::AdaptiveExploration:
        return "Tried to see how it is now; shortest predicted time elsewhere, " + lowest(decision);
    case Reason::Oracle:
        return "Shortest true time, " + lowest(decision);
    default:
        return {};
    }
}

std::string whyOther(const Decision& decision)
{
    const auto& candidates = decision.candidates;
    if (decision.policy == PolicyKind::RoundRobin)
        return fmt::format("Turn {} of the backends with room", digits(candidates[0].score + 1.0F));
    if (decision.policy == PolicyKind::LeastOutstanding)
        return fmt::format("Fewest requests in flight, {}", digits(candidates[0].score));
    if (std::string why = whyOfAll(decision); !why.empty())
        return why;
    if (decision.candidateCount < 2)
        return "The only backend with room";
    return fmt::format("Lower expected latency of {} and {}", latencyText(candidates[0].score),
                       latencyText(candidates[1].score));
}

std::string explainOther(const Decision& decision)
{
    const std::string why = decision.verdict == Verdict::Placed ? whyOther(decision) : "No backend has room";
    return fmt::format("Policy {}. {} {}. {}.", toString(decision.policy), why, outcome(decision), measured(decision));
}

} // namespace

std::string explain(const Decision& decision)
{
    if (decision.reason == Reason::None)
        return "The request was answered before a decision was made.";
    const bool adaptiveByRule =
        decision.policy == PolicyKind::Adaptive && decision.verdict == Verdict::Placed && whyOfAll(decision).empty();
    const bool rule = decision.policy == PolicyKind::Straightline || adaptiveByRule;
    std::string text;
    if (decision.verdict == Verdict::NothingHealthy)
        text = fmt::format("No backend is healthy {}. {}.", outcome(decision), measured(decision));
    else if (decision.verdict == Verdict::TooLarge)
        text = fmt::format("d = {} is over the payload limit of every healthy backend {}.",
                           bytes(decision.features.sizeBytes), outcome(decision));
    else
        text = rule ? explainStraightline(decision) : explainOther(decision);
    if (adaptiveByRule)
        text = "Policy adaptive knows nothing of these backends yet, so the rule decides: " + text;
    return text + " " + roomText(decision);
}

} // namespace straightline::placement
