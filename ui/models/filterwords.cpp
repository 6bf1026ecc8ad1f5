// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The vocabulary of the filter language.
#include <array>

#include "engine/api/words.h"
#include "ui/models/filterterm.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

template <class E>
QStringList spellings(std::size_t count)
{
    QStringList words;
    for (std::size_t i = 0; i < count; ++i)
        words.append(fromUtf8(toString(static_cast<E>(i))));
    return words;
}

} // namespace

QStringList filterFieldNames(FilterField field)
{
    static const std::array<QStringList, kFilterFieldCount> kNames{{
        {},
        {QStringLiteral("id")},
        {QStringLiteral("application"), QStringLiteral("app")},
        {QStringLiteral("backend")},
        {QStringLiteral("tier")},
        {QStringLiteral("reason")},
        {QStringLiteral("code"), QStringLiteral("status")},
        {QStringLiteral("outcome")},
        {QStringLiteral("is")},
        {QStringLiteral("size")},
        {QStringLiteral("latency"), QStringLiteral("total")},
        {QStringLiteral("queue")},
        {QStringLiteral("connect")},
        {QStringLiteral("backend_time")},
        {QStringLiteral("transfer")},
        {QStringLiteral("attempts")},
    }};
    return kNames[static_cast<std::size_t>(field)];
}

QString filterFieldName(FilterField field)
{
    return field == FilterField::Any ? QString() : filterFieldNames(field).first();
}

QStringList filterWords(FilterField field)
{
    switch (field) {
    case FilterField::Tier:
        return spellings<Tier>(kTierCount);
    case FilterField::Reason:
        return spellings<Reason>(kReasonCount);
    case FilterField::Outcome:
        return spellings<Outcome>(kOutcomeCount);
    case FilterField::Is:
        return {QStringLiteral("failed"), QStringLiteral("placed"), QStringLiteral("retried")};
    default:
        return {};
    }
}

QStringList filterUnits(FilterField field)
{
    if (field == FilterField::Size)
        return {QStringLiteral("B"),   QStringLiteral("kB"),  QStringLiteral("MB"), QStringLiteral("GB"),
                QStringLiteral("KiB"), QStringLiteral("MiB"), QStringLiteral("GiB")};
    if (field == FilterField::Attempts || field < FilterField::Size)
        return {};
    return {QStringLiteral("us"), QStringLiteral("ms"), QStringLiteral("s"), QStringLiteral("min")};
}

} // namespace straightline::ui
