// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/requestmatcher.h"

#include <algorithm>
#include <charconv>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

using Line = RequestsModel::Line;

bool fits(const QString& whole, const QString& part, bool exact)
{
    return exact ? whole.compare(part, Qt::CaseInsensitive) == 0 : whole.contains(part, Qt::CaseInsensitive);
}

template <class E, std::size_t N>
std::bitset<N> spellingsWith(const QString& text, bool exact, std::size_t count, QString (*word)(E))
{
    std::bitset<N> set;
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = static_cast<E>(i);
        if (fits(fromUtf8(toString(value)), text, exact) || (word != nullptr && fits(word(value), text, exact)))
            set.set(i);
    }
    return set;
}

/// `b` is in lower case.
bool sameLetter(char a, char b)
{
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
}

bool idContains(std::string_view id, std::string_view part, bool exact)
{
    if (exact)
        return id.size() == part.size() && std::equal(id.begin(), id.end(), part.begin(), sameLetter);
    if (part.empty())
        return true;
    for (std::size_t at = 0; at + part.size() <= id.size(); ++at) {
        std::size_t same = 0;
        while (same < part.size() && sameLetter(id[at + same], part[same]))
            ++same;
        if (same == part.size())
            return true;
    }
    return false;
}

struct StatusText {
    char text[8]{};
    std::size_t length = 0;

    explicit StatusText(std::uint16_t status)
    {
        length = static_cast<std::size_t>(std::to_chars(text, text + sizeof text, status).ptr - text);
    }
    std::string_view view() const { return {text, length}; }
};

/// "5xx", "50", "503"; what is shorter than the status is its beginning, unless it has to be the whole.
bool statusFits(std::uint16_t status, std::string_view pattern, bool exact)
{
    if (pattern == "none")
        return status == 0;
    const StatusText text(status);
    if (status == 0 || pattern.size() > text.length || (exact && pattern.size() != text.length))
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != 'x' && pattern[i] != text.text[i])
            return false;
    }
    return true;
}

bool is(const Line& line, std::string_view word)
{
    if (word == "failed")
        return line.failed();
    return word == "placed" ? line.placed : line.attempts > 1; // "retried"
}

double numberOf(const Line& line, FilterField field)
{
    switch (field) {
    case FilterField::Status:
        return line.status;
    case FilterField::Size:
        return static_cast<double>(line.sizeBytes);
    case FilterField::Total:
        return line.totalMicros;
    case FilterField::Queue:
        return line.stages.queueMicros;
    case FilterField::Connect:
        return line.stages.connectMicros;
    case FilterField::BackendTime:
        return line.stages.backendMicros;
    case FilterField::Transfer:
        return line.stages.transferMicros;
    default:
        return line.attempts;
    }
}

bool compares(const FilterTerm& term, double value)
{
    switch (term.relation) {
    case FilterRelation::Matches:
        return value >= term.low && value <= term.high;
    case FilterRelation::Equal:
        return value == term.low;
    case FilterRelation::NotEqual:
        return value != term.low;
    case FilterRelation::Less:
        return value < term.low;
    case FilterRelation::LessEqual:
        return value <= term.low;
    case FilterRelation::Greater:
        return value > term.low;
    case FilterRelation::GreaterEqual:
        return value >= term.low;
    }
    return false;
}

} // namespace

RequestMatcher::RequestMatcher(const RequestsModel& model, const FilterTerms& terms)
    : m_model(&model)
{
    for (const FilterTerm& term : terms) {
        Condition condition;
        condition.term = term;
        condition.exact = term.relation == FilterRelation::Equal || term.relation == FilterRelation::NotEqual;
        for (const QString& word : term.words)
            condition.words.push_back(resolved(word, condition.exact));
        m_conditions.push_back(std::move(condition));
    }
}

RequestMatcher::Word RequestMatcher::resolved(const QString& text, bool exact) const
{
    Word word;
    word.text = text;
    word.ascii = text.toLower().toStdString();
    word.reasons = spellingsWith<Reason, 32>(text, exact, kReasonCount, nullptr);
    word.outcomes = spellingsWith<Outcome, 16>(text, exact, kOutcomeCount, outcomeWord);
    word.tiers = spellingsWith<Tier, 4>(text, exact, kTierCount, tierWord);
    return word;
}

bool RequestMatcher::matchesName(const Word& word, std::uint16_t name, bool exact) const
{
    if (word.names.size() <= name)
        word.names.resize(static_cast<std::size_t>(m_model->nameCount()), -1);
    signed char& known = word.names[name];
    if (known < 0)
        known = fits(m_model->name(name), word.text, exact) ? 1 : 0;
    return known == 1;
}

bool RequestMatcher::matchesAny(const Word& word, const Line& line) const
{
    return word.reasons[static_cast<std::size_t>(line.reason)] || word.outcomes[static_cast<std::size_t>(line.outcome)]
           || (line.placed && word.tiers[static_cast<std::size_t>(line.tier)])
           || matchesName(word, line.application, false) || matchesName(word, line.backend, false)
           || StatusText(line.status).view().starts_with(word.ascii)
           || idContains(line.requestId.view(), word.ascii, false);
}

bool RequestMatcher::matchesWord(const Condition& condition, const Word& word, const Line& line) const
{
    switch (condition.term.field) {
    case FilterField::Any:
        return matchesAny(word, line);
    case FilterField::Id:
        return idContains(line.requestId.view(), word.ascii, condition.exact);
    case FilterField::Application:
        return matchesName(word, line.application, condition.exact);
    case FilterField::Backend:
        return matchesName(word, line.backend, condition.exact);
    case FilterField::Tier:
        return line.placed && word.tiers[static_cast<std::size_t>(line.tier)];
    case FilterField::Reason:
        return word.reasons[static_cast<std::size_t>(line.reason)];
    case FilterField::Outcome:
        return word.outcomes[static_cast<std::size_t>(line.outcome)];
    case FilterField::Status:
        return statusFits(line.status, word.ascii, condition.exact);
    case FilterField::Is:
        return is(line, word.ascii);
    default:
        return false;
    }
}

bool RequestMatcher::meets(const Condition& condition, const Line& line) const
{
    const FilterTerm& term = condition.term;
    if (term.isNumber() || term.relation >= FilterRelation::Less)
        return compares(term, numberOf(line, term.field)) != term.negated;
    const bool any = std::any_of(condition.words.begin(), condition.words.end(),
                                 [&](const Word& word) { return matchesWord(condition, word, line); });
    return any != ((term.relation == FilterRelation::NotEqual) != term.negated);
}

bool RequestMatcher::matches(const Line& line) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(),
                       [&](const Condition& condition) { return meets(condition, line); });
}

} // namespace straightline::ui
