// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/palettemodel.h"

#include <algorithm>
#include <numeric>

#include "ui/text/fuzzy.h"

namespace straightline::ui
{
namespace
{

constexpr int kLessForHints = 200; // a hit in the name comes before one in what it does

} // namespace

PaletteModel::PaletteModel(std::vector<PaletteEntry> entries, QObject* parent)
    : QAbstractListModel(parent)
    , m_entries(std::move(entries))
    , m_shown(m_entries.size())
{
    std::iota(m_shown.begin(), m_shown.end(), std::size_t{0});
}

void PaletteModel::setTyped(const QString& typed)
{
    std::vector<std::pair<int, std::size_t>> hits;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        std::optional<int> score = fuzzyScore(typed, m_entries[i].text);
        if (!score && m_entries[i].hint.contains(typed.trimmed(), Qt::CaseInsensitive))
            score = -kLessForHints;
        if (score)
            hits.emplace_back(typed.trimmed().isEmpty() ? 0 : *score, i);
    }
    std::stable_sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    beginResetModel();
    m_shown.clear();
    for (const auto& hit : hits)
        m_shown.push_back(hit.second);
    endResetModel();
}

const PaletteEntry* PaletteModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_entries[m_shown[static_cast<std::size_t>(row)]] : nullptr;
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    const PaletteEntry* entry = index.isValid() ? at(index.row()) : nullptr;
    if (entry == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return entry->text;
    case Qt::DecorationRole:
        return entry->icon;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return entry->whyNot.isEmpty() ? entry->hint : entry->whyNot;
    case HintRole:
        return entry->hint;
    case ShortcutRole:
        return entry->shortcut;
    case WhyNotRole:
        return entry->whyNot;
    default:
        return {};
    }
}

} // namespace straightline::ui
