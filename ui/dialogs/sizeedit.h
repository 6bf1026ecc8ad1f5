// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QWidget>

class QComboBox;

namespace straightline::ui
{

class PlainSpinBox;

/// A number of bytes with its unit; 0 reads "no limit" unless it is told otherwise. GUI thread.
class SizeEdit : public QWidget
{
    Q_OBJECT
public:
    SizeEdit(const QString& objectName, const QString& accessibleName, QWidget* parent = nullptr);
    std::uint64_t bytes() const;
    void setBytes(std::uint64_t bytes);
    void setZeroText(const QString& text); ///< what 0 reads; empty = a plain 0

Q_SIGNALS:
    void changed();

private:
    int unitFor(std::uint64_t bytes) const;

    PlainSpinBox* m_number;
    QComboBox* m_unit;
    std::uint64_t m_exact = 0; ///< what was set, until it is edited
    bool m_edited = false;
};

} // namespace straightline::ui
