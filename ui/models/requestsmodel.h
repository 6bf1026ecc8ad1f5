// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

#include <QAbstractTableModel>
#include <QHash>

#include "engine/api/history.h"

namespace straightline::ui
{

/// The latest requests, newest on top, at most 100,000: a compact line each, names kept once. GUI thread; owned by the
/// Requests page.
class RequestsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Time,
        Id,
        Application,
        Size,
        Backend,
        Tier,
        Reason,
        Status,
        Total,
        Queue,
        Connect,
        BackendTime,
        Transfer,
        ColumnCount
    };
    enum Role { StoreIdRole = Qt::UserRole }; ///< besides kExportRole of tableexport.h
    static constexpr int kMostRows = 100'000;

    /// One request; what the table shows, no more.
    struct Line {
        std::uint64_t id = 0;
        std::int64_t arrivalUnixMicros = 0;
        std::uint64_t sizeBytes = 0;
        StageTimes stages;
        std::uint32_t totalMicros = 0;
        std::uint16_t status = 0;
        std::uint16_t application = 0; ///< index of a name
        std::uint16_t backend = 0;
        std::uint8_t attempts = 0;
        straightline::Tier tier = straightline::Tier::Local;
        bool placed = false;
        straightline::Reason reason = straightline::Reason::None;
        Outcome outcome = Outcome::Answered;
        FixedText<63> requestId;

        bool failed() const { return outcome != Outcome::Answered || status >= 500; }
    };

    explicit RequestsModel(QObject* parent = nullptr);

    void prepend(const std::vector<RequestRow>& newestFirst);
    void append(const std::vector<RequestRow>& olderNewestFirst); ///< what fits below the oldest
    void clear();
    std::uint64_t newestId() const { return m_lines.empty() ? 0 : m_lines.front().id; }
    std::uint64_t oldestId() const { return m_lines.empty() ? 0 : m_lines.back().id; }
    /// A line's place that stays the same while others come and go; newer ones are greater.
    std::int64_t serialOf(int row) const { return m_frontSerial - row; }
    int rowOf(std::int64_t serial) const { return static_cast<int>(m_frontSerial - serial); }
    QVariant cell(const Line& line, int column, int role) const;
    const Line& line(int row) const { return m_lines[static_cast<std::size_t>(row)]; }
    const QString& name(std::uint16_t index) const { return m_names[index]; }
    int nameCount() const { return static_cast<int>(m_names.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::uint16_t nameIndex(const std::string& name);
    Line lineOf(const RequestRow& row);
    QVariant text(const Line& line, int column) const;
    QVariant value(const Line& line, int column) const;

    std::deque<Line> m_lines; ///< newest first
    std::int64_t m_frontSerial = 0;
    QStringList m_names;
    QHash<QString, std::uint16_t> m_nameIndices;
};

} // namespace straightline::ui
