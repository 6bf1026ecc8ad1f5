// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/explain.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "ui/models/rulecheck.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Explain)
};

QString relation(double left, double right)
{
    return left > right ? QStringLiteral(">") : left < right ? QStringLiteral("<") : QStringLiteral("=");
}

QString micros(std::uint32_t value)
{
    return formatMillis(static_cast<double>(value) / 1'000.0);
}

constexpr double kNoTimeIsSoLongMs = 1e10; // the score of a busy backend that was not measured is above

/// What a policy's score counts; the lower one is taken.
QString scoreText(const Decision& decision, double score)
{
    const PolicyKind policy = decision.policy;
    if (policy == PolicyKind::LeastOutstanding || decision.reason == Reason::PrequalHot)
        return Text::tr("%1 in flight").arg(formatNumber(score));
    if (policy == PolicyKind::RoundRobin)
        return Text::tr("turn %1").arg(formatNumber(score));
    if (policy == PolicyKind::ExpectedCompletion || policy == PolicyKind::Adaptive) {
        if (score <= 0.0 || score >= kNoTimeIsSoLongMs)
            return Text::tr("not measured");
        return Text::tr("predicted %1").arg(formatMillis(score));
    }
    return Text::tr("expected %1").arg(formatMillis(score));
}

QString verdictText(const RuleCheck& check)
{
    const QString reason = fromUtf8(toString(check.reason));
    return check.verdict == Verdict::Placed ? QStringLiteral("%1 \u2192 %2").arg(reason, tierWord(check.tier)) : reason;
}

/// Policies whose reasons say more than what the policy always does.
bool saysMore(PolicyKind policy)
{
    return policy == PolicyKind::Prequal || policy == PolicyKind::Adaptive;
}

/// Whether the candidate with the lowest score was taken, unless another was to be tried; also when there was nothing
/// to choose.
bool lowestWasTaken(const RequestReceipt& receipt)
{
    const Decision& decision = receipt.row.record.decision;
    const auto* begin = decision.candidates.data();
    const auto* end = begin + std::min<std::size_t>(decision.candidateCount, kMaxCandidates);
    if (begin == end || decision.verdict != Verdict::Placed || decision.reason == Reason::AdaptiveExploration)
        return true;
    const float lowest =
        std::min_element(begin, end, [](const Candidate& a, const Candidate& b) { return a.score < b.score; })->score;
    const auto* taken = std::find_if(
        begin, end, [&](const Candidate& each) { return each.backendNumber == receipt.row.record.backendNumber; });
    return taken == end || taken->score <= lowest; // not among them: a later attempt went elsewhere
}

std::uint64_t stagesSum(const StageTimes& stages)
{
    return std::uint64_t{stages.queueMicros} + stages.connectMicros + stages.backendMicros + stages.transferMicros;
}

} // namespace

QString ruleSentence(const RequestRecord& record)
{
    const Decision& decision = record.decision;
    const QString meaning = reasonMeaning(decision.reason);
    if (decision.reason == Reason::None)
        return meaning;
    if (decision.policy != PolicyKind::Straightline)
        return Text::tr("Policy %1. %2")
            .arg(policyTitle(decision.policy), saysMore(decision.policy) ? meaning : policyMeaning(decision.policy));
    const double f = decision.features.frequencyHz;
    const auto d = static_cast<double>(decision.features.sizeBytes);
    const auto limit = static_cast<double>(decision.thresholds.sizeBytes);
    return Text::tr("f = %1 %2 F = %3 and d = %4 %5 D = %6. %7")
        .arg(formatRate(f), relation(f, decision.thresholds.frequencyHz), formatRate(decision.thresholds.frequencyHz),
             formatBytes(d), relation(d, limit), formatBytes(limit), meaning);
}

QString roomSentence(const Decision& decision)
{
    QStringList tiers;
    for (const Tier tier : kTiers) {
        const TierRoom& room = decision.room[static_cast<std::size_t>(tier)];
        if (room.healthy == 0)
            tiers.append(Text::tr("%1: nothing healthy").arg(tierWord(tier)));
        else if (room.withRoom == 0)
            tiers.append(
                Text::tr("%1: %2 of %3 in flight, no room").arg(tierWord(tier)).arg(room.inFlight).arg(room.capacity));
        else
            tiers.append(Text::tr("%1: %2 of %3 in flight").arg(tierWord(tier)).arg(room.inFlight).arg(room.capacity));
    }
    return partsText(tiers);
}

QString candidatesSentence(const RequestReceipt& receipt)
{
    const Decision& decision = receipt.row.record.decision;
    QStringList candidates;
    for (std::size_t i = 0; i < decision.candidateCount && i < receipt.candidateNames.size(); ++i) {
        QString text =
            QStringLiteral("%1 %2").arg(fromUtf8(receipt.candidateNames[i]),
                                        scoreText(decision, static_cast<double>(decision.candidates[i].score)));
        if (splitBackendId(receipt.candidateNames[i]).second == receipt.row.backend)
            text += QStringLiteral(" \u2713");
        candidates.append(text);
    }
    return candidates.isEmpty() ? noData() : partsText(candidates);
}

QStringList attemptLines(const RequestReceipt& receipt)
{
    const RequestRecord& record = receipt.row.record;
    QStringList lines;
    const std::size_t kept = std::min<std::size_t>(record.attemptCount, kMaxAttempts);
    for (std::size_t i = 0; i < kept && i < receipt.attemptNames.size(); ++i) {
        const AttemptRecord& attempt = record.attempts[i];
        const QString status = attempt.status == 0 ? noData() : QString::number(attempt.status);
        QString line = Text::tr("%1. %2: %3, status %4, began after %5, took %6")
                           .arg(QString::number(i + 1), fromUtf8(receipt.attemptNames[i]), attemptWord(attempt.outcome),
                                status, micros(attempt.startedMicros), micros(attempt.tookMicros));
        if (attempt.coldStart)
            line += Text::tr(" (cold start)");
        if (attempt.hedge)
            line += Text::tr(" (hedge: the attempt before took long)");
        lines.append(line);
    }
    if (record.attemptCount > kept)
        lines.append(Text::tr("and %n more", nullptr, static_cast<int>(record.attemptCount - kept)));
    if (lines.isEmpty())
        lines.append(Text::tr("none"));
    return lines;
}

QString checkSentence(const RequestReceipt& receipt)
{
    const RequestRecord& record = receipt.row.record;
    QStringList parts;
    const RuleCheck check = checkRule(record.decision);
    if (check.applies)
        parts.append(check.agrees
                         ? Text::tr("The rule computed again from these numbers gives %1, as recorded \u2713")
                               .arg(verdictText(check))
                         : Text::tr("The rule computed again from these numbers gives %1, but %2 is recorded \u2715")
                               .arg(verdictText(check), fromUtf8(toString(record.decision.reason))));
    if (record.decision.candidateCount > 1)
        parts.append(lowestWasTaken(receipt) ? Text::tr("the lowest score was taken \u2713")
                                             : Text::tr("another than the lowest score was taken \u2715"));
    parts.append(stagesSum(record.stages) == record.totalMicros
                     ? Text::tr("the stages add up to the total \u2713")
                     : Text::tr("the stages add up to %1, not to the total \u2715")
                           .arg(formatMillis(static_cast<double>(stagesSum(record.stages)) / 1'000.0)));
    return partsText(parts);
}

bool checkedWell(const RequestReceipt& receipt)
{
    const RuleCheck check = checkRule(receipt.row.record.decision);
    return (!check.applies || check.agrees) && lowestWasTaken(receipt)
           && stagesSum(receipt.row.record.stages) == receipt.row.record.totalMicros;
}

QString requestSentence(const RequestRecord& record)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(record.arrivalUnixMicros / 1'000);
    const QString status = record.status == 0 ? noData() : QString::number(record.status);
    return Text::tr("%1 %2 at %3: %4 in, status %5, %6 out; the gateway's own part was %7")
        .arg(fromUtf8(record.method.view()), fromUtf8(record.path.view()),
             QLocale().toString(time.date(), QLocale::ShortFormat) + QLatin1Char(' ')
                 + formatTimeMillis(record.arrivalUnixMicros),
             formatBytes(static_cast<double>(record.bytesIn)), status,
             formatBytes(static_cast<double>(record.bytesOut)), micros(record.overheadMicros));
}

QString stagesSentence(const RequestRecord& record)
{
    return Text::tr("queue %1 + connect %2 + backend %3 + transfer %4 = total %5")
        .arg(micros(record.stages.queueMicros), micros(record.stages.connectMicros),
             micros(record.stages.backendMicros), micros(record.stages.transferMicros), micros(record.totalMicros));
}

QString stagesMarkup(const RequestRecord& record, const std::array<QColor, 4>& shades)
{
    const auto square = [&](std::size_t stage) {
        return QStringLiteral("<span style=\"color:%1\">\u25A0</span>\u00A0").arg(shades[stage].name());
    };
    QString text = stagesSentence(record).toHtmlEscaped();
    // Each stage begins the sentence or follows a plus, in every language.
    QStringList stages = text.split(QStringLiteral(" + "));
    for (qsizetype i = 0; i < stages.size() && i < 4; ++i)
        stages[i].prepend(square(static_cast<std::size_t>(i)));
    return stages.join(QStringLiteral(" + "));
}

} // namespace straightline::ui
