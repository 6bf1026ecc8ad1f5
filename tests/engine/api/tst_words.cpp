// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>
#include <string>
#include <vector>

#include <QTest>

#include "engine/api/result.h"
#include "engine/api/words.h"

using namespace straightline;

namespace
{

/// The spellings of the values 0, 1, … up to the first without a name.
template <class Word>
std::vector<std::string> spellings()
{
    std::vector<std::string> found;
    for (int i = 0; i < 64; ++i) {
        const std::string_view text = toString(static_cast<Word>(i));
        if (text == "?")
            break;
        found.emplace_back(text);
    }
    return found;
}

template <class Word, class FromString>
bool roundTrips(FromString fromString)
{
    const auto all = spellings<Word>();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (fromString(all[i]) != static_cast<Word>(i))
            return false;
    }
    return !fromString("") && !fromString("nonsense") && !fromString(all[0] + " ") && !fromString("?");
}

std::string joined(const std::vector<std::string>& words, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += (i > 0 ? ", " : "") + words[i];
    return text;
}

template <class Word>
bool areWords(std::size_t count)
{
    const auto all = spellings<Word>();
    for (const std::string& each : all) {
        if (each.empty() || each.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != std::string::npos)
            return false;
    }
    return all.size() == count && std::set(all.begin(), all.end()).size() == count;
}

} // namespace

class WordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyValueHasItsOwnSpelling();
    void spellingsAreReadBack();
    void spellingsOfTheDesign();
    void listsForMessagesNameAll();
};

void WordsTest::everyValueHasItsOwnSpelling()
{
    QVERIFY(areWords<Tier>(kTierCount));
    QVERIFY(areWords<BackendKind>(4));
    QVERIFY(areWords<BackendState>(6));
    QVERIFY(areWords<BreakerState>(3));
    QVERIFY(areWords<EjectionCause>(7));
    QVERIFY(areWords<Repeatable>(3));
    QVERIFY(areWords<PolicyKind>(kPolicyCount));
    QVERIFY(areWords<Reason>(kReasonCount));
    QVERIFY(areWords<Outcome>(static_cast<std::size_t>(Outcome::ShuttingDown) + 1));
    QVERIFY(areWords<AttemptOutcome>(kAttemptOutcomeCount));
    QVERIFY(areWords<ErrorCode>(static_cast<std::size_t>(ErrorCode::Internal) + 1));
}

void WordsTest::spellingsAreReadBack()
{
    QVERIFY(roundTrips<Tier>(tierFromString));
    QVERIFY(roundTrips<BackendKind>(backendKindFromString));
    QVERIFY(roundTrips<BackendState>(backendStateFromString));
    QVERIFY(roundTrips<PolicyKind>(policyFromString));
    QVERIFY(roundTrips<Reason>(reasonFromString));
    QVERIFY(roundTrips<Outcome>(outcomeFromString));
}

void WordsTest::spellingsOfTheDesign()
{
    // External tools rely on these.
    QVERIFY(toString(Tier::Serverless) == "serverless");
    QVERIFY(toString(BackendKind::Vm) == "vm");
    QVERIFY(toString(PolicyKind::LeastOutstanding) == "least_outstanding");
    QVERIFY(toString(PolicyKind::ExpectedCompletion) == "expected_completion");
    QVERIFY(policyFromString("join_shortest_queue") == PolicyKind::LeastOutstanding);
    // Stored as numbers.
    QCOMPARE(static_cast<int>(PolicyKind::ServerlessOnly), 6);
    QCOMPARE(static_cast<int>(PolicyKind::Oracle), 11);
    QCOMPARE(static_cast<int>(Reason::NoBackendTakesSize), 17);
    QCOMPARE(static_cast<int>(Reason::Oracle), 25);
    QVERIFY(toString(Reason::BurstOfSmall) == "burst_of_small");
    QVERIFY(toString(Reason::LargeInput) == "large_input");
    QVERIFY(toString(Reason::LocalHasRoom) == "local_has_room");
    QVERIFY(toString(Reason::ContainerHasRoom) == "container_has_room");
    QVERIFY(toString(Reason::Overflow) == "overflow");
    QVERIFY(toString(Reason::BurstOfSmallFallback) == "burst_of_small_fallback");
    QVERIFY(toString(Reason::LargeInputFallback) == "large_input_fallback");
    QVERIFY(toString(Reason::OverBackendLimit) == "over_backend_limit");
    QVERIFY(toString(Outcome::QueueFull) == "queue_full");
    QVERIFY(toString(BreakerState::HalfOpen) == "half_open");
}

void WordsTest::listsForMessagesNameAll()
{
    QVERIFY(allowedTiers() == joined(spellings<Tier>(), kTierCount));
    QVERIFY(allowedKinds() == joined(spellings<BackendKind>(), 3)); // vm comes later
    QVERIFY(!isForLiveRequests(PolicyKind::Oracle));
    QVERIFY(allowedPolicies() == joined(spellings<PolicyKind>(), kPolicyCount - 1)); // without the oracle, the last
}

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
