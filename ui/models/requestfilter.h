// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>
#include <vector>

#include <QSortFilterProxyModel>

#include "ui/models/requestsmodel.h"

namespace straightline::ui
{

/// Keeps requests that match every word: part of the id, application, backend, tier, reason, outcome, or the beginning
/// of the status. Words are resolved to sets once, so that 100,000 rows are filtered by looking at bits.
/// GUI thread; owned by the Requests page.
class RequestFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit RequestFilter(RequestsModel& model, QObject* parent = nullptr);
    void setText(const QString& text);
    void setFailuresOnly(bool only);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    struct Word {
        QString text;
        std::string ascii; ///< lower case, for ids
        std::bitset<32> reasons;
        std::bitset<16> outcomes;
        std::bitset<4> tiers;
        mutable std::vector<signed char> names; ///< by name index: 1 matches, 0 does not, -1 not looked at
    };
    void refilter();
    Word resolved(const QString& text) const;
    bool matchesName(const Word& word, std::uint16_t name) const;
    bool matches(const Word& word, const RequestsModel::Line& line) const;

    RequestsModel& m_model;
    std::vector<Word> m_words;
    bool m_failuresOnly = false;
};

} // namespace straightline::ui
