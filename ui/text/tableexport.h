// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QByteArray>
#include <QList>

namespace straightline::ui
{

/// Of a cell: its value in base units, for machines. Of a header: that value's name ("total_ms"); none = text only.
inline constexpr int kExportRole = Qt::UserRole + 100;
/// Of a header: the column is a picture, with no text to write.
inline constexpr int kPictureRole = Qt::UserRole + 101;

/// A table as CSV (RFC 4180) or JSON: every shown cell as it is on the screen, then the values in base units. Pure.
class TableText
{
public:
    enum class Form { Csv, Json };
    TableText(const QAbstractItemModel& model, QList<int> columns, Form form);
    QByteArray head() const;
    QByteArray row(int row) const; ///< with its line end
    QByteArray tail() const;

private:
    QByteArray csv(const QStringList& cells) const;

    const QAbstractItemModel& m_model;
    QList<int> m_columns; ///< in the order of the screen
    QList<int> m_values;  ///< of these: with a value
    Form m_form;
};

} // namespace straightline::ui
