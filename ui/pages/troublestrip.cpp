// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/troublestrip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/enginelink.h"
#include "ui/icons.h"
#include "ui/readonly.h"
#include "ui/text/advice.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

TroubleStrip::TroubleStrip(EngineLink& link, QWidget* parent)
    : QFrame(parent)
    , m_why(new QLabel(this))
    , m_next(new QLabel(this))
{
    setProperty("card", true);
    setObjectName(QStringLiteral("troubleStrip"));
    m_why->setObjectName(QStringLiteral("troubleWhyLabel"));
    m_why->setProperty("bad", true);
    m_next->setObjectName(QStringLiteral("troubleNextLabel"));
    m_next->setProperty("muted", true);
    for (QLabel* label : {m_why, m_next}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText); // what a backend wrote is no markup
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_edit = button("troubleEditToolButton", tr("Edit…"), tr("Edit the backend, at what is likely wrong"),
                    QStringLiteral("edit"));
    m_logs = button("troubleLogsToolButton", tr("Logs"), tr("Show what the backend wrote"), QStringLiteral("logs"));
    m_redeploy = button("troubleRedeployToolButton", tr("Redeploy…"), tr("Replace what runs of it by a new one"),
                        QStringLiteral("redeploy"));
    offWhileReadOnly(link, m_edit);
    offWhileReadOnly(link, m_redeploy);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_why);
    texts->addWidget(m_next);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    layout->addLayout(texts, 1);
    for (QToolButton* each : {m_edit, m_logs, m_redeploy})
        layout->addWidget(each);
    connect(m_edit, &QToolButton::clicked, this, [this] { Q_EMIT editRequested(m_field); });
    connect(m_logs, &QToolButton::clicked, this, &TroubleStrip::logsRequested);
    connect(m_redeploy, &QToolButton::clicked, this, &TroubleStrip::redeployRequested);
    hide();
}

QToolButton* TroubleStrip::button(const char* objectName, const QString& text, const QString& tip, const QString& icon)
{
    auto* made = new QToolButton(this);
    made->setObjectName(QLatin1String(objectName));
    made->setText(text);
    made->setAccessibleName(text);
    made->setToolTip(tip);
    made->setIcon(themedIcon(icon));
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

void TroubleStrip::show(const BackendSnapshot& backend, WallTime now, int others)
{
    const Advice advice = adviceFor(backend);
    m_backend = backend.status.id;
    m_field = advice.field;
    const QString age = formatAge(backend.status.since, now);
    const QString state = stateWord(backend.status.state);
    QString why = advice.why.isEmpty() ? tr("%1 – %2 for %3").arg(fromUtf8(m_backend), state, age)
                                       : tr("%1 – %2 for %3: %4").arg(fromUtf8(m_backend), state, age, advice.why);
    if (others > 0)
        why = tr("%1 (and %n more not working)", nullptr, others).arg(why);
    m_why->setText(why);
    m_next->setText(advice.next);
    m_edit->setText(advice.edit);
    m_edit->setAccessibleName(advice.edit);
    m_edit->setVisible(!advice.edit.isEmpty());
    m_redeploy->setVisible(backend.kind != BackendKind::Http);
    m_logs->setVisible(backend.kind != BackendKind::Http);
    setVisible(true);
}

} // namespace straightline::ui
