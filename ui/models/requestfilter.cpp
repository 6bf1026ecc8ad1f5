// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/requestfilter.h"

#include <algorithm>
#include <cctype>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

template <class E, std::size_t N>
std::bitset<N> spellingsWith(const QString& text, std::size_t count, QString (*word)(E))
{
    std::bitset<N> set;
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = static_cast<E>(i);
        if (fromUtf8(toString(value)).contains(text, Qt::CaseInsensitive)
            || (word != nullptr && word(value).contains(text, Qt::CaseInsensitive)))
            set.set(i);
    }
    return set;
}

} // namespace

RequestFilter::RequestFilter(RequestsModel& model, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
    setSortRole(RequestsModel::SortRole);
    setDynamicSortFilter(true);
}

RequestFilter::Word RequestFilter::resolved(const QString& text) const
{
    Word word;
    word.text = text;
    word.ascii = text.toLower().toStdString();
    word.reasons = spellingsWith<Reason, 32>(text, static_cast<std::size_t>(Reason::NoBackendTakesSize) + 1, nullptr);
    word.outcomes = spellingsWith<Outcome, 16>(text, static_cast<std::size_t>(Outcome::ShuttingDown) + 1, outcomeWord);
    word.tiers = spellingsWith<Tier, 4>(text, kTierCount, tierWord);
    return word;
}

void RequestFilter::setText(const QString& text)
{
    m_words.clear();
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        m_words.push_back(resolved(word));
    refilter();
}

void RequestFilter::setFailuresOnly(bool only)
{
    m_failuresOnly = only;
    refilter();
}

void RequestFilter::refilter()
{
    // invalidateFilter() would announce every gap by itself: seconds, where a new mapping takes milliseconds.
    invalidate();
}

bool RequestFilter::matchesName(const Word& word, std::uint16_t name) const
{
    if (word.names.size() <= name)
        word.names.resize(static_cast<std::size_t>(m_model.nameCount()), -1);
    signed char& known = word.names[name];
    if (known < 0)
        known = m_model.name(name).contains(word.text, Qt::CaseInsensitive) ? 1 : 0;
    return known == 1;
}

bool RequestFilter::matches(const Word& word, const RequestsModel::Line& line) const
{
    if (word.reasons[static_cast<std::size_t>(line.reason)] || word.outcomes[static_cast<std::size_t>(line.outcome)]
        || (line.placed && word.tiers[static_cast<std::size_t>(line.tier)]) || matchesName(word, line.application)
        || matchesName(word, line.backend))
        return true;
    if (std::to_string(line.status).starts_with(word.ascii))
        return true;
    const std::string_view id = line.requestId.view();
    return std::search(id.begin(), id.end(), word.ascii.begin(), word.ascii.end(),
                       [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; })
           != id.end();
}

bool RequestFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const RequestsModel::Line& line = m_model.line(row);
    if (m_failuresOnly && !line.failed())
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const Word& word) { return matches(word, line); });
}

} // namespace straightline::ui
