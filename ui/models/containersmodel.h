// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <vector>

#include <QAbstractTableModel>

#include "engine/api/containerstatus.h"

namespace straightline::ui
{

/// Every container of ours as a row, with what it used lately. Rows stay where they are while their container exists.
/// GUI thread; owned by the Containers page.
class ContainersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Name,
        Backend,
        State,
        Cpu,
        CpuHistory,
        Memory,
        MemoryHistory,
        Restarts,
        Image,
        Digest,
        Age,
        Ports,
        ColumnCount
    };
    /// HistoryRole: QList<double> from 0 to 1, oldest first; a gap is NaN.
    enum Role { SortRole = Qt::UserRole, IdRole, HistoryRole };
    static constexpr std::size_t kSamples = 120;

    using QAbstractTableModel::QAbstractTableModel;

    void take(const std::vector<ContainerStatus>& containers, WallTime now);
    const ContainerStatus* find(const std::string& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Sample {
        WallTime at;
        double cpuPercent = 0.0; ///< NaN = not known
        double memoryBytes = 0.0;
    };
    void remember(const ContainerStatus& container);
    QString text(const ContainerStatus& row, int column) const;
    QVariant sortKey(const ContainerStatus& row, int column) const;
    QVariant value(const ContainerStatus& row, int column) const; ///< for export
    QVariant tip(const ContainerStatus& row, int column) const;
    QVariant history(const ContainerStatus& row, int column) const;

    std::vector<ContainerStatus> m_rows;
    std::map<std::string, std::deque<Sample>> m_samples; ///< by container
    WallTime m_now;
};

QString replicaRoleWord(ReplicaRole role);
/// The first digits of "sha256:…".
QString shortDigest(const std::string& imageId);

} // namespace straightline::ui
