// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QFrame>

#include "engine/api/operation.h"

class QGridLayout;
class QLabel;
class QToolButton;

namespace straightline::ui
{

class EngineLink;

/// The latest of what happened and of what was changed, newest first; a change can be taken back where it stands.
/// GUI thread; owned by the Overview.
class EventLines : public QFrame
{
    Q_OBJECT
public:
    explicit EventLines(EngineLink& link, QWidget* parent = nullptr);
    /// A note of the console itself, until something newer happens.
    void say(const QString& text);
    QString text() const; ///< all lines

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Line {
        WallTime time;
        QString text;
        const AuditEntry* undoable = nullptr;
    };
    static constexpr std::size_t kLines = 3;

    void askAudit();
    void refresh();
    std::vector<Line> newest() const;
    void bringBack(std::size_t line);

    EngineLink& m_link;
    std::vector<AuditEntry> m_audit; ///< newest first
    QString m_note;
    std::array<QLabel*, kLines> m_labels{};
    std::array<QToolButton*, kLines> m_undo{};
    std::array<std::uint64_t, kLines> m_entries{}; ///< audit id that a button takes back
};

} // namespace straightline::ui
