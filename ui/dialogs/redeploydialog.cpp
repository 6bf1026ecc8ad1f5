// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/redeploydialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/enginelink.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

RedeployDialog::RedeployDialog(EngineLink& link, const BackendId& id, const BackendConfiguration& backend,
                               QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_id(id)
    , m_backend(backend)
{
    setObjectName(QStringLiteral("RedeployDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Redeploy %1").arg(fromUtf8(id)));
    const auto* container = std::get_if<ContainerSettings>(&backend.settings);
    auto* effect = new QLabel(
        container != nullptr
            ? tr("New containers are started and must become healthy; then requests move to them, the old ones finish "
                 "what they have and are removed. If the new ones fail, the old ones stay.")
            : tr("New instances are started for new requests; the running ones finish what they have."),
        this);
    effect->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addWidget(effect);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* accept = buttons->addButton(tr("&Redeploy"), QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("acceptPushButton"));
    if (container != nullptr) {
        m_image = new QLineEdit(fromUtf8(container->image), this);
        m_image->setObjectName(QStringLiteral("redeployImageLineEdit"));
        m_image->setAccessibleName(tr("Image"));
        m_image->setToolTip(tr("Another tag or image; the configuration keeps it when the redeploy succeeds."));
        connect(m_image, &QLineEdit::textChanged, accept,
                [accept](const QString& text) { accept->setEnabled(!text.trimmed().isEmpty()); });
        auto* form = new QFormLayout;
        form->addRow(tr("&Image"), m_image);
        layout->addLayout(form);
    }
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &RedeployDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(480);
}

void RedeployDialog::submit()
{
    RedeployBackend redeploy{m_id, std::nullopt};
    if (const auto* container = std::get_if<ContainerSettings>(&m_backend.settings)) {
        ContainerSettings wanted = *container;
        wanted.image = toUtf8(m_image->text().trimmed());
        if (wanted != *container)
            redeploy.settings = wanted;
    }
    m_link.start(redeploy, windowTitle());
    accept();
}

} // namespace straightline::ui
