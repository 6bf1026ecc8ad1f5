// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emptystate.h"

#include <QAction>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/icons.h"

namespace straightline::ui
{

EmptyState::EmptyState(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_command(new QLabel(this))
    , m_copy(new QToolButton(this))
    , m_next(new QToolButton(this))
{
    setProperty("card", true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_text->setObjectName(QStringLiteral("emptyTextLabel"));
    m_text->setWordWrap(true);
    m_command->setObjectName(QStringLiteral("emptyCommandLabel"));
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_copy->setObjectName(QStringLiteral("copyCommandToolButton"));
    m_copy->setIcon(themedIcon(QStringLiteral("copy")));
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the command"));
    m_copy->setAccessibleName(tr("Copy the command"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    m_next->setObjectName(QStringLiteral("nextActionToolButton"));
    m_next->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_next->setProperty("framed", true);
    m_next->setAccessibleName(tr("Next action"));
    connect(m_next, &QToolButton::clicked, this, [this] { m_act(); });
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_text, 1); // wraps where there is no room
    head->addWidget(m_next);
    auto* command = new QHBoxLayout;
    command->setSpacing(8);
    command->addWidget(m_command);
    command->addWidget(m_copy);
    command->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addLayout(command);
}

void EmptyState::show(const QString& text, const QString& command)
{
    m_text->setText(text);
    m_command->setText(command);
    m_command->setVisible(!command.isEmpty());
    m_copy->setVisible(!command.isEmpty());
    m_next->setVisible(false);
    setVisible(true);
}

void EmptyState::show(const QString& text, const QString& next, const std::function<void()>& act)
{
    show(text);
    m_next->setText(next);
    m_next->setAccessibleName(next);
    m_next->setToolTip(next);
    m_act = act;
    m_next->setEnabled(true);
    m_next->setVisible(true);
}

void EmptyState::show(const QString& text, const QString& next, QAction& action)
{
    show(text, next, [&action] { action.trigger(); });
    m_next->setEnabled(action.isEnabled());
    m_next->setToolTip(action.toolTip());
}

} // namespace straightline::ui
