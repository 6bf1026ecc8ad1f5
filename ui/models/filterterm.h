// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

// The filter language of the requests: backend:box code:5xx latency>200ms -tier:local "some text". Pure functions.
namespace straightline::ui
{

enum class FilterField : std::uint8_t {
    Any, ///< a word without a field: every text of the row
    Id,
    Application,
    Backend,
    Tier,
    Reason,
    Status,
    Outcome,
    Is,
    Size, ///< bytes; this and the following are numbers
    Total,
    Queue,
    Connect,
    BackendTime,
    Transfer,
    Attempts,
};
inline constexpr int kFilterFieldCount = 16;

/// ":" asks for a part of a text, or a pattern as 5xx, or a range as 1ms..5ms; the others compare.
enum class FilterRelation : std::uint8_t { Matches, Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

/// One condition; a request has to meet all of them.
struct FilterTerm {
    FilterField field = FilterField::Any;
    FilterRelation relation = FilterRelation::Matches;
    bool negated = false;
    QStringList words;  ///< any of them will do; texts, and statuses with "x" for any digit
    double low = 0.0;   ///< of a number: bytes, microseconds or a count
    double high = 0.0;  ///< of a range, included; else the same as low
    QString text;       ///< as it was typed
    qsizetype from = 0; ///< where it stands in the whole

    bool isNumber() const { return field >= FilterField::Size; }
};

enum class FilterTrouble : std::uint8_t {
    UnknownField,
    NoValue,
    UnknownWord,  ///< not one of `allowed`
    NotAStatus,   ///<
    NotANumber,   ///<
    UnknownUnit,  ///< not one of `allowed`
    NeedsCompare, ///< ":" with a single number
    NoCompare,    ///< "<" with a text
    OpenQuote,
};

/// What cannot be understood, where it stands, and what is allowed there.
struct FilterProblem {
    FilterTrouble trouble = FilterTrouble::UnknownField;
    qsizetype from = 0;
    qsizetype length = 0;
    QString found;
    QString field;
    QStringList allowed;
    bool incomplete = false; ///< it stands at the end and may only be unfinished
};

using FilterTerms = std::vector<FilterTerm>;

[[nodiscard]] tl::expected<FilterTerms, FilterProblem> parseFilter(const QString& text);

QStringList filterFieldNames(FilterField field); ///< the spellings, the first is the usual one; none of Any
QString filterFieldName(FilterField field);
QStringList filterWords(FilterField field); ///< what tier, reason, outcome and is: allow
QStringList filterUnits(FilterField field);

} // namespace straightline::ui
