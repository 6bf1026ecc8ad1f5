// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/backendform.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QStackedWidget>

#include "ui/dialogs/backendfields.h"
#include "ui/dialogs/fieldkit.h"

namespace straightline::ui
{

BackendForm::BackendForm(BackendFields& fields, QWidget* application, QWidget* parent)
    : QTabWidget(parent)
    , m_fields(fields)
{
    setObjectName(QStringLiteral("BackendForm"));
    setAccessibleName(tr("Settings of the backend"));
    setDocumentMode(false);
    auto* place = new QWidget(this);
    QFormLayout* form = makeForm(place, 16);
    form->addRow(tr("&Application"), application);
    form->addRow(tr("&Kind"), fields.kindBox());
    form->addRow(tr("&Name"), fields.name());
    form->addRow(tr("&Tier"), fields.tier());
    form->addRow(fields.place());
    addTab(place, tr("&Place"));
    fields.limits()->layout()->setContentsMargins(16, 16, 16, 16);
    fields.health()->layout()->setContentsMargins(16, 16, 16, 16);
    addTab(fields.limits(), tr("&Limits"));
    addTab(fields.health(), tr("&Health"));
    alignLabels(*this);
}

void BackendForm::showField(const QString& field)
{
    const QWidget* widget = m_fields.widgetOf(field);
    if (widget == nullptr)
        return;
    for (int tab = 0; tab < count(); ++tab) {
        if (this->widget(tab)->isAncestorOf(widget))
            setCurrentIndex(tab);
    }
    m_fields.focus(field);
}

} // namespace straightline::ui
