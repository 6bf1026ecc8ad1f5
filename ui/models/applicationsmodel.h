// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "engine/api/configuration.h"
#include "engine/api/snapshot.h"

namespace straightline::ui
{

/// The configured applications and how they fare. Rows stay while their applications do, so selection survives every
/// refresh. GUI thread; owned by the Applications page.
class ApplicationsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Name,
        Mount,
        Policy,
        FrequencyThreshold,
        SizeThreshold,
        Frequency,
        Rate,
        P95,
        Failed,
        Backends,
        kColumns
    };
    enum Role { SortRole = Qt::UserRole, NameRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// `snapshot` may be null: numbers are unknown then.
    void take(const SiteConfiguration& site, const SnapshotPtr& snapshot);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        std::string name;
        std::string mount;
        PolicyKind policy = PolicyKind::Straightline;
        Thresholds thresholds;
        double frequencyHz = 0.0; ///< NaN here and below = no data
        double rate = 0.0;
        double p95 = 0.0;
        double failed = 0.0;
        int backends = 0;
        int up = 0;
    };
    static QString text(const Row& row, int column);
    static QVariant sortKey(const Row& row, int column);
    static QVariant value(const Row& row, int column); ///< for export

    std::vector<Row> m_rows;
};

} // namespace straightline::ui
