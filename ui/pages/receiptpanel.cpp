// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/receiptpanel.h"

#include <array>

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/icons.h"
#include "ui/text/curl.h"
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
    setObjectName(QStringLiteral("stagesBar"));
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
    , m_body(new QWidget(this))
    , m_nothing(new QLabel(this))
{
    setObjectName(QStringLiteral("ReceiptPanel"));
    setProperty("card", true);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setObjectName(QStringLiteral("receiptTitleLabel"));
    m_title->setFont(bold);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setMinimumWidth(80); // long ids do not widen the window
    m_copy = addButton("copyReceiptToolButton", tr("Copy"), tr("Copy this receipt as text"));
    m_curl = addButton("copyCurlToolButton", tr("Copy as curl"),
                       tr("Copy a command that sends a request of the same method, path and size. Its body is zeros: "
                          "bodies, headers and queries are not kept."));
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(m_curl, &QToolButton::clicked, this, &ReceiptPanel::copyCurl);
    m_nothing->setObjectName(QStringLiteral("noReceiptLabel"));
    m_nothing->setProperty("muted", true);
    m_nothing->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_copy);
    head->addWidget(m_curl);
    auto* grid = new QGridLayout(m_body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    m_rule = addRow(grid, "ruleLabel", tr("Rule"));
    m_check = addRow(grid, "checkLabel", tr("Checked"));
    m_room = addRow(grid, "roomLabel", tr("Room then"));
    m_candidates = addRow(grid, "candidatesLabel", tr("Candidates"));
    m_attempts = addRow(grid, "attemptsLabel", tr("Attempts"));
    m_stages = addRow(grid, "stagesLabel", tr("Time"));
    m_stages->setTextFormat(Qt::RichText);
    grid->addWidget(m_bar, grid->rowCount(), 1);
    m_request = addRow(grid, "requestLabel", tr("Request"));
    auto* scroll = new QScrollArea(this);
    m_scroll = scroll;
    scroll->setObjectName(QStringLiteral("receiptScrollArea"));
    scroll->setAccessibleName(tr("Receipt"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_body);
    scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_nothing);
    layout->addWidget(scroll, 1);
    layout->addStretch();
    showNothing(tr("Choose a request to see why it was placed where it was."));
}

QToolButton* ReceiptPanel::addButton(const char* objectName, const QString& text, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(objectName));
    button->setIcon(themedIcon(QStringLiteral("copy")));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    return button;
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
    m_receipt = receipt;
    const RequestRecord& record = receipt.row.record;
    const QString backend = receipt.row.backend.empty() ? noData() : fromUtf8(receipt.row.backend);
    m_title->setText(tr("Why there? %1 \u2192 %2 (%3), %4")
                         .arg(fromUtf8(record.requestId.view()), backend, fromUtf8(toString(record.decision.reason)),
                              outcomeWord(record.outcome)));
    m_request->setText(requestSentence(record));
    m_rule->setText(ruleSentence(record));
    m_check->setText(checkSentence(receipt));
    const bool wrong = !checkedWell(receipt);
    m_check->setStyleSheet(wrong ? QStringLiteral("color: %1").arg(themeColors(palette()).failureText.name())
                                 : QString());
    m_room->setText(roomSentence(record.decision));
    m_candidates->setText(candidatesSentence(receipt));
    m_attempts->setText(attemptLines(receipt).join(QLatin1Char('\n')));
    showStages();
    m_bar->show(record.stages);
    m_bar->setAccessibleDescription(stagesSentence(record));
    m_bar->setToolTip(stagesSentence(record));
    m_scroll->setVisible(true);
    m_copy->setEnabled(true);
    m_curl->setEnabled(!record.path.view().empty());
    m_nothing->setVisible(false);
}

void ReceiptPanel::showStages()
{
    if (m_receipt)
        m_stages->setText(stagesMarkup(m_receipt->row.record, themeColors(palette()).stage));
}

void ReceiptPanel::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showStages();
}

void ReceiptPanel::showNothing(const QString& why)
{
    m_receipt.reset();
    m_wanted.clear();
    m_title->setText(tr("Why there?"));
    m_nothing->setText(why);
    m_nothing->setVisible(true);
    m_scroll->setVisible(false);
    m_copy->setEnabled(false);
    m_curl->setEnabled(false);
}

void ReceiptPanel::copyCurl() const
{
    if (m_receipt)
        QGuiApplication::clipboard()->setText(curlCommand(m_receipt->row.record, m_engine));
}

QString ReceiptPanel::text() const
{
    if (!m_receipt)
        return m_title->text();
    return QStringList{m_title->text(), m_request->text(),    m_rule->text(),     m_check->text(),
                       m_room->text(),  m_candidates->text(), m_attempts->text(), stagesSentence(m_receipt->row.record)}
        .join(QLatin1Char('\n'));
}

} // namespace straightline::ui
