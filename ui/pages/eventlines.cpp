// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/eventlines.h"

#include <QGridLayout>
#include <QLabel>
#include <QPointer>
#include <QToolButton>

#include "engine/api/json.h"
#include "ui/enginelink.h"
#include "ui/icons.h"
#include "ui/readonly.h"
#include "ui/text/audit.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

EventLines::EventLines(EngineLink& link, QWidget* parent)
    : QFrame(parent)
    , m_link(link)
{
    setObjectName(QStringLiteral("eventLines"));
    setAccessibleName(tr("Latest events"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(4, 0, 4, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(0);
    layout->setColumnStretch(0, 1);
    for (std::size_t i = 0; i < kLines; ++i) {
        auto* label = new QLabel(this);
        label->setObjectName(QStringLiteral("eventLabel%1").arg(i + 1));
        label->setAccessibleName(tr("Latest events"));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setTextFormat(Qt::PlainText);
        label->setProperty("muted", true);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        auto* undo = new QToolButton(this);
        undo->setObjectName(QStringLiteral("undoEventToolButton%1").arg(i + 1));
        undo->setIcon(themedIcon(QStringLiteral("undo")));
        undo->setText(tr("Undo"));
        undo->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        undo->setProperty("small", true);
        undo->setIconSize({14, 14});
        connect(undo, &QToolButton::clicked, this, [this, i] { bringBack(i); });
        layout->addWidget(label, static_cast<int>(i), 0);
        layout->addWidget(undo, static_cast<int>(i), 1);
        m_labels[i] = label;
        m_undo[i] = undo;
    }
    connect(&m_link, &EngineLink::eventsChanged, this, [this] {
        m_note.clear();
        refresh();
    });
    connect(&m_link, &EngineLink::siteChanged, this, &EventLines::askAudit);
    connect(&m_link, &EngineLink::statusChanged, this, &EventLines::refresh);
    refresh();
}

void EventLines::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    askAudit();
}

void EventLines::say(const QString& text)
{
    m_note = text;
    refresh();
}

QString EventLines::text() const
{
    QStringList lines;
    for (const QLabel* label : m_labels) {
        if (!label->text().isEmpty())
            lines.append(label->text());
    }
    return lines.join(QLatin1Char('\n'));
}

void EventLines::askAudit()
{
    if (!isVisible())
        return;
    m_link.ask([](Engine& engine) { return engine.audit(kLines); },
               [lines = QPointer<EventLines>(this)](const Result<std::vector<AuditEntry>>& entries) {
                   if (!lines || !entries) // a store that cannot be read is told elsewhere
                       return;
                   lines->m_audit = *entries;
                   lines->m_note.clear();
                   lines->refresh();
               });
}

std::vector<EventLines::Line> EventLines::newest() const
{
    std::vector<Line> lines;
    for (const Event& event : m_link.events()) {
        if (lines.size() == kLines)
            break;
        lines.push_back({event.time, tr("%1: %2").arg(eventSubject(event), engineText(event.text)), nullptr});
    }
    for (const AuditEntry& entry : m_audit)
        lines.push_back({entry.time,
                         tr("%1: %2 by %3").arg(auditSubject(entry), auditDifference(entry), actorWord(entry.actor)),
                         undoOf(entry) ? &entry : nullptr});
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.time > b.time; });
    lines.resize(std::min(lines.size(), kLines));
    return lines;
}

void EventLines::refresh()
{
    const std::vector<Line> lines = newest();
    const QString whyNot = whyReadOnly(m_link);
    std::size_t next = 0;
    for (std::size_t i = 0; i < kLines; ++i) {
        const bool isNote = i == 0 && !m_note.isEmpty();
        const Line* line = !isNote && next < lines.size() ? &lines[next++] : nullptr;
        QString text = isNote ? m_note : QString();
        if (line != nullptr)
            text = tr("%1  %2", "time, what happened").arg(formatTime(line->time), line->text);
        else if (i == 0 && !isNote)
            text = tr("No events yet.");
        m_labels[i]->setText(text);
        m_labels[i]->setToolTip(text);
        const bool undoable = line != nullptr && line->undoable != nullptr;
        m_entries[i] = undoable ? line->undoable->id : 0;
        m_undo[i]->setVisible(undoable);
        if (!undoable)
            continue;
        const QString what = tr("Take back: %1").arg(line->text);
        m_undo[i]->setAccessibleName(what);
        m_undo[i]->setToolTip(what);
        setEnabledOrSay(m_undo[i], whyNot.isEmpty(), whyNot);
    }
}

void EventLines::bringBack(std::size_t line)
{
    const auto entry = std::find_if(m_audit.begin(), m_audit.end(),
                                    [&](const AuditEntry& each) { return each.id == m_entries[line]; });
    if (entry == m_audit.end())
        return;
    if (const Result<Change> change = undoOf(*entry))
        m_link.apply(*change, tr("Take back the change of %1").arg(fromUtf8(entry->subject)));
}

} // namespace straightline::ui
