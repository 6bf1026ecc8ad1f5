// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/receiptpanel.h"

#include <array>

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/icons.h"
#include "ui/text/explain.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"
#include "ui/theme.h"

namespace straightline::ui
{

StagesBar::StagesBar(QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(12);
    setAccessibleName(tr("Stages of the request"));
}

void StagesBar::show(const StageTimes& stages)
{
    m_stages = stages;
    update();
}

void StagesBar::paintEvent(QPaintEvent*)
{
    const std::array<std::uint32_t, 4> micros{m_stages.queueMicros, m_stages.connectMicros, m_stages.backendMicros,
                                              m_stages.transferMicros};
    double total = 0.0;
    for (const std::uint32_t each : micros)
        total += each;
    if (total <= 0.0)
        return;
    QPainter painter(this);
    const ThemeColors& colors = themeColors(palette());
    double left = 0.0;
    for (std::size_t i = 0; i < micros.size(); ++i) {
        const double wide = width() * micros[i] / total;
        painter.fillRect(QRectF(left, 0, wide, height()), colors.stage[i]);
        left += wide;
    }
}

ReceiptPanel::ReceiptPanel(QWidget* parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_bar(new StagesBar(this))
    , m_copy(new QToolButton(this))
    , m_body(new QWidget(this))
    , m_nothing(new QLabel(this))
{
    setObjectName(QStringLiteral("ReceiptPanel"));
    setProperty("card", true);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setObjectName(QStringLiteral("copyReceiptToolButton"));
    m_copy->setIcon(themedIcon(QStringLiteral("copy")));
    m_copy->setText(tr("Copy"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setToolTip(tr("Copy this receipt as text"));
    m_copy->setAccessibleName(tr("Copy this receipt as text"));
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    m_nothing->setObjectName(QStringLiteral("noReceiptLabel"));
    m_nothing->setProperty("muted", true);
    m_nothing->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_copy);
    auto* grid = new QGridLayout(m_body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    m_rule = addRow(grid, "ruleLabel", tr("Rule"));
    m_room = addRow(grid, "roomLabel", tr("Room then"));
    m_candidates = addRow(grid, "candidatesLabel", tr("Candidates"));
    m_attempts = addRow(grid, "attemptsLabel", tr("Attempts"));
    m_stages = addRow(grid, "stagesLabel", tr("Time"));
    grid->addWidget(m_bar, grid->rowCount(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_body);
    layout->addWidget(m_nothing);
    layout->addStretch();
    showNothing(tr("Choose a request to see why it was placed where it was."));
}

QLabel* ReceiptPanel::addRow(QGridLayout* grid, const char* objectName, const QString& title)
{
    auto* name = new QLabel(title, m_body);
    name->setProperty("muted", true);
    auto* value = new QLabel(m_body);
    value->setObjectName(QLatin1String(objectName));
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    const int row = grid->rowCount();
    grid->addWidget(name, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1);
    return value;
}

void ReceiptPanel::show(const RequestReceipt& receipt)
{
    const RequestRecord& record = receipt.row.record;
    const QString backend = receipt.row.backend.empty() ? noData() : fromUtf8(receipt.row.backend);
    m_title->setText(tr("Why there? %1 \u2192 %2 (%3), %4")
                         .arg(fromUtf8(record.requestId.view()), backend, fromUtf8(toString(record.decision.reason)),
                              outcomeWord(record.outcome)));
    m_rule->setText(ruleSentence(record));
    m_room->setText(roomSentence(record.decision));
    m_candidates->setText(candidatesSentence(receipt));
    m_attempts->setText(attemptLines(receipt).join(QLatin1Char('\n')));
    m_stages->setText(stagesSentence(record));
    m_bar->show(record.stages);
    m_bar->setAccessibleDescription(m_stages->text());
    m_body->setVisible(true);
    m_copy->setEnabled(true);
    m_nothing->setVisible(false);
}

void ReceiptPanel::showNothing(const QString& why)
{
    m_title->setText(tr("Why there?"));
    m_nothing->setText(why);
    m_nothing->setVisible(true);
    m_body->setVisible(false);
    m_copy->setEnabled(false);
}

QString ReceiptPanel::text() const
{
    return QStringList{m_title->text(),      m_rule->text(),     m_room->text(),
                       m_candidates->text(), m_attempts->text(), m_stages->text()}
        .join(QLatin1Char('\n'));
}

} // namespace straightline::ui
