// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/discoverymodel.h"

#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

QString fromText(const DiscoveredBackend& found)
{
    if (found.source == DiscoveredBackend::Source::Port)
        return DiscoveryModel::tr("local port");
    return DiscoveryModel::tr("container of %1, port %2 inside").arg(fromUtf8(found.image)).arg(found.containerPort);
}

QString stateText(const DiscoveredBackend& found)
{
    if (!found.backend.empty())
        return DiscoveryModel::tr("registered as %1").arg(fromUtf8(found.backend));
    if (!found.speaksProtocol)
        return DiscoveryModel::tr("does not speak Open Inference Protocol");
    return found.isReady ? DiscoveryModel::tr("ready") : DiscoveryModel::tr("not ready");
}

} // namespace

void DiscoveryModel::setFound(std::vector<DiscoveredBackend> found)
{
    beginResetModel();
    m_found = std::move(found);
    endResetModel();
}

const DiscoveredBackend* DiscoveryModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_found[static_cast<std::size_t>(row)] : nullptr;
}

int DiscoveryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

int DiscoveryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant DiscoveryModel::data(const QModelIndex& index, int role) const
{
    const DiscoveredBackend* found = index.isValid() ? at(index.row()) : nullptr;
    if (found == nullptr || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    switch (index.column()) {
    case Name:
        return found->name.empty() ? noData() : fromUtf8(found->name);
    case Address:
        return fromUtf8(found->url);
    case From:
        return fromText(*found);
    case State:
        return stateText(*found);
    default:
        return {};
    }
}

QVariant DiscoveryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Address:
        return tr("Address");
    case From:
        return tr("Found as");
    case State:
        return tr("State");
    default:
        return {};
    }
}

} // namespace straightline::ui
