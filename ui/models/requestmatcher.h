// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include "ui/models/filterterm.h"
#include "ui/models/requestsmodel.h"

namespace straightline::ui
{

/// Whether a request meets every term. Words are resolved to sets once, so that 100,000 rows are filtered by looking at
/// bits and numbers. GUI thread; a value of RequestFilter.
class RequestMatcher
{
public:
    explicit RequestMatcher(const RequestsModel& model, const FilterTerms& terms = {});
    bool matches(const RequestsModel::Line& line) const;

private:
    struct Word {
        QString text;
        std::string ascii; ///< lower case, for ids and statuses
        std::bitset<32> reasons;
        std::bitset<16> outcomes;
        std::bitset<4> tiers;
        mutable std::vector<signed char> names; ///< by name index: 1 matches, 0 does not, -1 not looked at
    };
    struct Condition {
        FilterTerm term;
        std::vector<Word> words;
        bool exact = false;
    };
    Word resolved(const QString& text, bool exact) const;
    bool matchesName(const Word& word, std::uint16_t name, bool exact) const;
    bool matchesAny(const Word& word, const RequestsModel::Line& line) const;
    bool matchesWord(const Condition& condition, const Word& word, const RequestsModel::Line& line) const;
    bool meets(const Condition& condition, const RequestsModel::Line& line) const;

    const RequestsModel* m_model;
    std::vector<Condition> m_conditions;
};

} // namespace straightline::ui
