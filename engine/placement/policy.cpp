// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/placement/policy.h"

#include <array>
#include <cassert>

#include "engine/placement/adaptivepolicy.h"
#include "engine/placement/expectedcompletionpolicy.h"
#include "engine/placement/leastoutstandingpolicy.h"
#include "engine/placement/oraclepolicy.h"
#include "engine/placement/peakewmapolicy.h"
#include "engine/placement/prequalpolicy.h"
#include "engine/placement/roundrobinpolicy.h"
#include "engine/placement/straightlinepolicy.h"
#include "engine/placement/tieronlypolicy.h"
#include "engine/placement/twochoicespolicy.h"

namespace straightline::placement
{

namespace
{

const StraightlinePolicy kStraightline;
const RoundRobinPolicy kRoundRobin;
const LeastOutstandingPolicy kLeastOutstanding;
const TwoChoicesPolicy kTwoChoices;
const TierOnlyPolicy kLocalOnly(Tier::Local, Reason::LocalOnly);
const TierOnlyPolicy kContainerOnly(Tier::Container, Reason::ContainerOnly);
const TierOnlyPolicy kServerlessOnly(Tier::Serverless, Reason::ServerlessOnly);
const PeakEwmaPolicy kPeakEwma;
const PrequalPolicy kPrequal;
const ExpectedCompletionPolicy kExpectedCompletion;
const AdaptivePolicy kAdaptive;
const OraclePolicy kOracle;

// In the order of PolicyKind.
constexpr std::array<const Policy*, kPolicyCount> kPolicies{
    &kStraightline,   &kRoundRobin, &kLeastOutstanding, &kTwoChoices,         &kLocalOnly, &kContainerOnly,
    &kServerlessOnly, &kPeakEwma,   &kPrequal,          &kExpectedCompletion, &kAdaptive,  &kOracle};

} // namespace

const Policy& policyOf(PolicyKind kind)
{
    assert(static_cast<std::size_t>(kind) < kPolicies.size());
    return *kPolicies[static_cast<std::size_t>(kind)];
}

} // namespace straightline::placement
