// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/operationstrip.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QToolButton>

#include "ui/icons.h"
#include "ui/readonly.h"
#include "ui/text/enginetext.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{
constexpr int kLingerMillis = 8'000;
} // namespace

OperationStrip::OperationStrip(EngineLink& link, QWidget* parent)
    : QFrame(parent)
    , m_link(link)
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
    setProperty("card", true);
    m_text->setObjectName(QStringLiteral("operationLabel"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setObjectName(QStringLiteral("operationProgressBar"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setFixedWidth(200);
    m_progress->setRange(0, 100);
    m_progress->setFormat(QStringLiteral("%p %"));
    m_cancel->setObjectName(QStringLiteral("cancelOperationToolButton"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Cancel this operation; what it did so far is rolled back"));
    m_cancel->setAccessibleName(tr("Cancel this operation"));
    m_cancel->setIcon(themedIcon(QStringLiteral("cancel")));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_cancel, &QToolButton::clicked, this,
            [this] { m_link.start(CancelOperation{m_shown}, tr("Cancel the operation")); });
    offWhileReadOnly(m_link, m_cancel);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    m_linger.setSingleShot(true);
    m_linger.setInterval(kLingerMillis);
    connect(&m_linger, &QTimer::timeout, this, [this] {
        m_shown = 0;
        hide();
    });
    connect(&m_link, &EngineLink::operationsChanged, this, &OperationStrip::refresh);
    hide();
    refresh();
}

void OperationStrip::refresh()
{
    const auto& operations = m_link.operations();
    const auto running = std::find_if(operations.begin(), operations.end(), [](const Operation& each) {
        return each.state == OperationState::Running && each.kind != "watch"; // that takes its time: see What if
    });
    if (running == operations.end()) {
        const auto ended = std::find_if(operations.begin(), operations.end(),
                                        [this](const Operation& each) { return each.id == m_shown; });
        if (ended != operations.end())
            showEnd(*ended);
        return;
    }
    m_linger.stop();
    m_shown = running->id;
    setBad(false);
    const QString what = operationWord(running->kind);
    const QString subject = operationSubject(*running);
    m_text->setText(running->step.empty() ? tr("%1 %2").arg(what, subject)
                                          : tr("%1 %2: %3").arg(what, subject, engineText(running->step)));
    m_progress->setVisible(true);
    m_progress->setRange(0, running->progress < 0.0 ? 0 : 100);
    m_progress->setValue(static_cast<int>(running->progress * 100.0));
    m_cancel->setVisible(true);
    setVisible(true);
}

void OperationStrip::setBad(bool bad)
{
    m_text->setProperty("bad", bad);
    m_text->style()->unpolish(m_text);
    m_text->style()->polish(m_text);
}

void OperationStrip::showEnd(const Operation& operation)
{
    m_text->setText(tr("%1 %2 %3: %4")
                        .arg(operationWord(operation.kind), operationSubject(operation),
                             operationStateWord(operation.state), engineText(operation.step)));
    setBad(operation.state == OperationState::Failed);
    m_progress->setVisible(false);
    m_cancel->setVisible(false);
    m_linger.start();
}

} // namespace straightline::ui
