// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <vector>

#include <QAbstractTableModel>

#include "engine/api/operation.h"
#include "ui/text/audit.h"

namespace straightline::ui
{

/// A list of values that is replaced whole, as rows; the three lists of the Activity page. Rows that stay are updated,
/// so a selection survives. GUI thread.
class ActivityModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole, IdRole, ProgressRole };
    using QAbstractTableModel::QAbstractTableModel;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    int columnCount(const QModelIndex& parent = {}) const override;

protected:
    virtual QStringList titles() const = 0;
    virtual int timeColumn() const { return -1; }   ///< whose value is exported in ISO 8601
    virtual int numberColumn() const { return -1; } ///< aligned as numbers are
    /// `ids`: of the new rows. Keeps the common rows of two newest-first lists.
    void replaceRows(const std::vector<std::uint64_t>& before, const std::vector<std::uint64_t>& after,
                     const std::function<void()>& assign);
};

/// Work that takes time: what runs is on top, then the latest ended.
class OperationsModel : public ActivityModel
{
    Q_OBJECT
public:
    enum Column { Kind, Subject, State, Progress, Step, Started, Took, By };
    using ActivityModel::ActivityModel;
    void take(std::vector<Operation> operations);
    void setNow(WallTime now); ///< by the engine's clock; how long the running ones take so far
    const Operation& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    QStringList titles() const override;
    int timeColumn() const override { return Started; }
    int numberColumn() const override { return Took; }

private:
    std::vector<Operation> m_rows;
    WallTime m_now{};
};

/// What one entry of the audit log changed, field by field.
class DifferenceModel : public ActivityModel
{
    Q_OBJECT
public:
    enum Column { Field, Before, After };
    using ActivityModel::ActivityModel;
    void take(const QList<AuditField>& fields);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    QStringList titles() const override;

private:
    QList<AuditField> m_rows;
};

/// The audit log: time, who, what, before and after.
class AuditModel : public ActivityModel
{
    Q_OBJECT
public:
    enum Column { Time, Who, What, Subject, Change };
    using ActivityModel::ActivityModel;
    void take(std::vector<AuditEntry> entries);
    const AuditEntry& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    QStringList titles() const override;
    int timeColumn() const override { return Time; }

private:
    std::vector<AuditEntry> m_rows;
};

/// What happened by itself: a backend went down, a cold start took long.
class EventsModel : public ActivityModel
{
    Q_OBJECT
public:
    enum Column { Time, Severity, Subject, Text };
    using ActivityModel::ActivityModel;
    void take(const std::deque<Event>& events);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    QStringList titles() const override;
    int timeColumn() const override { return Time; }

private:
    std::vector<Event> m_rows;
};

} // namespace straightline::ui
