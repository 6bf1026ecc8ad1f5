// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The doing half of BackendsPage: what each of its actions opens or starts.
#include <QMenu>
#include <QToolButton>

#include "ui/dialogs/backenddialog.h"
#include "ui/dialogs/backendwizard.h"
#include "ui/dialogs/confirmbox.h"
#include "ui/dialogs/logdialog.h"
#include "ui/dialogs/redeploydialog.h"
#include "ui/models/backendsmodel.h"
#include "ui/pages/backendspage.h"
#include "ui/pages/datatable.h"
#include "ui/pages/tabletools.h"
#include "ui/pages/troublestrip.h"
#include "ui/text/effects.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

void BackendsPage::registerBackend()
{
    (new BackendWizard(m_link, m_view.application(), window()))->open();
}

void BackendsPage::choose(const BackendId& id)
{
    const auto row = [&] {
        return m_filter->match(m_filter->index(0, 0), BackendsModel::IdRole, fromUtf8(id), 1, Qt::MatchExactly);
    };
    QModelIndexList found = row();
    if (found.isEmpty()) {
        m_tools->clear();
        found = row();
    }
    if (found.isEmpty())
        return;
    m_table->selectRow(found.first().row());
    m_table->scrollTo(found.first());
    m_table->setFocus();
}

bool BackendsPage::chooseRow(const BackendId& id)
{
    choose(id);
    return currentId() == id;
}

void BackendsPage::editTrouble(const QString& field)
{
    if (!chooseRow(m_trouble->backend()) || current() == nullptr)
        return;
    auto* dialog = new BackendDialog(m_link, splitBackendId(currentId()).first, *current(), window());
    dialog->open();
    dialog->showField(field);
}

void BackendsPage::editBackend()
{
    if (const BackendConfiguration* backend = current())
        (new BackendDialog(m_link, splitBackendId(currentId()).first, *backend, window()))->open();
}

void BackendsPage::removeBackend()
{
    const BackendId id = currentId();
    if (current() == nullptr)
        return;
    QStringList effects = removeEffects(*m_link.site(), m_link.snapshot().get(), id);
    effects.append(tr("Undo registers it again with the same settings."));
    confirm(this,
            {.name = QStringLiteral("removeBackend"),
             .title = tr("Remove the backend"),
             .question = tr("Remove the backend %1?").arg(fromUtf8(id)),
             .effects = effects,
             .accept = tr("&Remove"),
             .acceptName = QStringLiteral("removePushButton")},
            [this, id] {
                m_link.apply(RemoveBackend{id}, tr("Remove %1").arg(fromUtf8(id)));
                m_table->setFocus();
            });
}

void BackendsPage::drainBackend()
{
    const BackendId id = currentId();
    QStringList effects = drainEffects(*m_link.site(), m_link.snapshot().get(), id);
    effects.append(tr("Resume or Undo puts it into service again."));
    confirm(this,
            {.name = QStringLiteral("drainBackend"),
             .title = tr("Drain the backend"),
             .question = tr("Take the backend %1 out of service?").arg(fromUtf8(id)),
             .effects = effects,
             .accept = tr("&Drain"),
             .acceptName = QStringLiteral("drainPushButton")},
            [this, id] {
                m_link.start(DrainBackend{id}, tr("Drain %1").arg(fromUtf8(id)), ResumeBackend{id});
                m_table->setFocus();
            });
}

void BackendsPage::resumeBackend()
{
    const BackendId id = currentId();
    m_link.start(ResumeBackend{id}, tr("Resume %1").arg(fromUtf8(id)), DrainBackend{id});
}

void BackendsPage::redeployBackend()
{
    if (const BackendConfiguration* backend = current())
        (new RedeployDialog(m_link, currentId(), *backend, window()))->open();
}

void BackendsPage::showLogs()
{
    auto* dialog = new LogDialog(m_link, currentId(), window());
    dialog->setModal(false);
    dialog->QWidget::show();
}

void BackendsPage::showColumns()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("backendColumnsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    m_table->fillColumnMenu(*menu);
    const QToolButton* button = m_tools->columnsButton();
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

} // namespace straightline::ui
