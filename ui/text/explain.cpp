// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/explain.h"

#include <algorithm>

#include <QCoreApplication>

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

} // namespace

QString ruleSentence(const RequestRecord& record)
{
    const Decision& decision = record.decision;
    const QString meaning = reasonMeaning(decision.reason);
    if (decision.reason == Reason::None)
        return meaning;
    if (decision.policy != PolicyKind::Straightline)
        return Text::tr("Policy %1. %2").arg(policyTitle(decision.policy), policyMeaning(decision.policy));
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
    return tiers.join(QStringLiteral("; "));
}

QString candidatesSentence(const RequestReceipt& receipt)
{
    const Decision& decision = receipt.row.record.decision;
    QStringList candidates;
    for (std::size_t i = 0; i < decision.candidateCount && i < receipt.candidateNames.size(); ++i) {
        QString text = Text::tr("%1 with score %2")
                           .arg(fromUtf8(receipt.candidateNames[i]),
                                formatNumber(static_cast<double>(decision.candidates[i].score)));
        if (splitBackendId(receipt.candidateNames[i]).second == receipt.row.backend)
            text += QStringLiteral(" \u2713");
        candidates.append(text);
    }
    return candidates.isEmpty() ? noData() : candidates.join(QStringLiteral("; "));
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
        lines.append(line);
    }
    if (record.attemptCount > kept)
        lines.append(Text::tr("and %n more", nullptr, static_cast<int>(record.attemptCount - kept)));
    if (lines.isEmpty())
        lines.append(Text::tr("none"));
    return lines;
}

QString stagesSentence(const RequestRecord& record)
{
    return Text::tr("queue %1 + connect %2 + backend %3 + transfer %4 = total %5")
        .arg(micros(record.stages.queueMicros), micros(record.stages.connectMicros),
             micros(record.stages.backendMicros), micros(record.stages.transferMicros), micros(record.totalMicros));
}

} // namespace straightline::ui
