// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emptystate.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>

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
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_text);
    layout->addWidget(m_command);
    layout->addWidget(m_copy);
    layout->addWidget(m_next);
    layout->addStretch();
}

void EmptyState::show(const QString& text, const QString& command)
{
    m_text->setText(text);
    m_text->setWordWrap(command.isEmpty());
    m_command->setText(command);
    m_command->setVisible(!command.isEmpty());
    m_copy->setVisible(!command.isEmpty());
    m_next->setVisible(false);
    setVisible(true);
}

void EmptyState::show(const QString& text, const QString& next, const std::function<void()>& act)
{
    show(text);
    m_text->setWordWrap(false);
    m_next->setText(next);
    m_next->setAccessibleName(next);
    m_next->setToolTip(next);
    m_act = act;
    m_next->setVisible(true);
}

} // namespace straightline::ui
