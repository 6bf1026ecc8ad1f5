// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/confirmbox.h"

#include <QMessageBox>
#include <QPushButton>

#include "ui/icons.h"

namespace straightline::ui
{

void confirm(QWidget* parent, const Confirmation& what, const std::function<void()>& accepted)
{
    auto* box = new QMessageBox(QMessageBox::Warning, what.title, what.question, QMessageBox::Cancel, parent->window());
    box->setObjectName(what.name + QStringLiteral("MessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(themedIcon(QStringLiteral("warning"), IconColor::Warning).pixmap(32, 32));
    box->setInformativeText(what.effects.join(QLatin1Char('\n')));
    QPushButton* accept = box->addButton(what.accept, QMessageBox::DestructiveRole);
    accept->setObjectName(what.acceptName);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    QObject::connect(accept, &QPushButton::clicked, parent, accepted);
    box->open();
}

} // namespace straightline::ui
