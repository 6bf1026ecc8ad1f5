// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/receiptdialog.h"

#include <QDialogButtonBox>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/receiptpanel.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

ReceiptDialog::ReceiptDialog(EngineLink& link, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_panel(new ReceiptPanel(this))
{
    setObjectName(QStringLiteral("ReceiptDialog"));
    setWindowTitle(tr("Why there?"));
    setModal(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setText(tr("&Close"));
    close->setObjectName(QStringLiteral("closeReceiptPushButton"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_panel, 1);
    layout->addWidget(buttons);
    resize(620, 380);
}

void ReceiptDialog::ask(std::uint64_t storeId)
{
    const std::string id = std::to_string(storeId);
    m_panel->setEngine(m_link.status());
    m_panel->showNothing(tr("Reading the receipt…"));
    m_panel->setWanted(id);
    const QPointer<ReceiptDialog> guard(this);
    m_link.ask([id](Engine& engine) { return engine.request(id); },
               [guard, id](const Result<RequestReceipt>& receipt) {
                   if (!guard || guard->m_panel->wanted() != id)
                       return;
                   if (receipt)
                       guard->m_panel->show(*receipt);
                   else
                       guard->m_panel->showNothing(errorText(receipt.error()));
               });
    show();
    raise();
}

} // namespace straightline::ui
