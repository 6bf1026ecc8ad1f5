// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sentence.h"

#include <fmt/format.h>

namespace straightline::store
{
namespace
{

std::string roomText(const Decision& decision, Tier tier)
{
    const TierRoom& room = decision.room[static_cast<std::size_t>(tier)];
    return fmt::format("{} had {} of {} slots taken, {} of {} healthy with room", toString(tier), room.inFlight,
                       room.capacity, room.withRoom, room.healthy);
}

/// "f = 33.1/s > F = 20.0/s", with the sign that was true.
std::string frequencyText(const Decision& decision)
{
    const double f = decision.features.frequencyHz;
    const double limit = decision.thresholds.frequencyHz;
    return fmt::format("f = {:.2f}/s {} F = {:.2f}/s", f, f > limit ? ">" : "≤", limit);
}

std::string sizeText(const Decision& decision)
{
    const std::uint64_t d = decision.features.sizeBytes;
    const std::uint64_t limit = decision.thresholds.sizeBytes;
    return fmt::format("d = {} B {} D = {} B", d, d < limit ? "<" : d == limit ? "=" : ">", limit);
}

std::string ruleText(const Decision& decision)
{
    const std::string inputs = frequencyText(decision) + " and " + sizeText(decision);
    switch (decision.reason) {
    case Reason::BurstOfSmall:
        return inputs + ": a burst of small requests goes to serverless";
    case Reason::LargeInput:
        return sizeText(decision) + ": a large input goes to container";
    case Reason::LocalHasRoom:
        return inputs + "; " + roomText(decision, Tier::Local) + ": local";
    case Reason::ContainerHasRoom:
        return inputs + "; " + roomText(decision, Tier::Local) + "; " + roomText(decision, Tier::Container)
               + ": container";
    case Reason::Overflow:
        return inputs + "; " + roomText(decision, Tier::Local) + "; " + roomText(decision, Tier::Container)
               + ": overflow to serverless";
    case Reason::BurstOfSmallFallback:
        return inputs + ": a burst of small requests; " + roomText(decision, Tier::Serverless) + ": fell back to "
               + std::string(toString(decision.tier));
    case Reason::LargeInputFallback:
        return sizeText(decision) + ": a large input; " + roomText(decision, Tier::Container) + ": fell back to "
               + std::string(toString(decision.tier));
    case Reason::OverBackendLimit:
        return inputs
               + fmt::format("; the rule's tier has no backend that takes {} B: went to {}",
                             decision.features.sizeBytes, toString(decision.tier));
    case Reason::NoRoom:
        return "no healthy backend had room: it waited";
    case Reason::NothingHealthy:
        return "no backend was healthy";
    case Reason::NoBackendTakesSize:
        return fmt::format("no healthy backend takes {} B", decision.features.sizeBytes);
    case Reason::None:
        return "it ended before placement";
    default:
        return fmt::format("policy {}: {}", toString(decision.policy), toString(decision.tier));
    }
}

} // namespace

std::string placementSentence(const RequestRow& row)
{
    const RequestRecord& record = row.record;
    std::string sentence = ruleText(record.decision);
    if (!row.backend.empty())
        sentence += fmt::format(", backend {}", row.backend);
    if (record.attemptCount > 1)
        sentence += fmt::format(" (attempt {})", record.attemptCount);
    sentence += fmt::format("; it ended as {}", toString(record.outcome));
    if (record.status != 0)
        sentence += fmt::format(" with status {}", record.status);
    sentence += '.';
    return sentence;
}

} // namespace straightline::store
