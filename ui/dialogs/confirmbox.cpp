// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/confirmbox.h"

#include <algorithm>

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

#include "ui/icons.h"

namespace straightline::ui
{

namespace
{

/// A box wraps at blanks only: a name that is wider than the box would be cut off.
void makeRoomForNames(const QMessageBox& box, const QString& text)
{
    auto* label = box.findChild<QLabel*>(QStringLiteral("qt_msgbox_label"));
    if (label == nullptr)
        return;
    int widest = 0;
    for (const QString& word : text.split(QLatin1Char(' ')))
        widest = std::max(widest, label->fontMetrics().horizontalAdvance(word));
    label->setMinimumWidth(widest + label->fontMetrics().averageCharWidth());
}

} // namespace

void confirm(QWidget* parent, const Confirmation& what, const std::function<void()>& accepted)
{
    auto* box = new QMessageBox(QMessageBox::Warning, what.title, what.question, QMessageBox::Cancel, parent->window());
    box->setObjectName(what.name + QStringLiteral("MessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(themedIcon(QStringLiteral("warning"), IconColor::Warning).pixmap(32, 32));
    makeRoomForNames(*box, what.question);
    box->setInformativeText(what.effects.join(QLatin1Char(' ')));
    QPushButton* accept = box->addButton(what.accept, QMessageBox::DestructiveRole);
    accept->setObjectName(what.acceptName);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    QObject::connect(accept, &QPushButton::clicked, parent, accepted);
    box->open();
}

} // namespace straightline::ui
