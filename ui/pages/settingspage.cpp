// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settingspage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/pages/settingsform.h"
#include "ui/pages/sitepanel.h"
#include "ui/readonly.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

SettingsPage::SettingsPage(EngineLink& link, ThemeSwitch& theme, Language& language, Notices& notices, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_theme(theme)
    , m_language(language)
    , m_notices(notices)
    , m_form(new SettingsForm(link, this))
    , m_tabs(new QTabWidget(this))
{
    setObjectName(QStringLiteral("SettingsPage"));
    m_tabs->setObjectName(QStringLiteral("settingsTabWidget"));
    m_tabs->setAccessibleName(tr("Groups of settings"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("settingsTabBar"));
    m_tabs->tabBar()->setAccessibleName(tr("Groups of settings"));
    m_tabs->setUsesScrollButtons(true);
    const QString atStart =
        tr("The gateway reads these when it starts: a change takes effect at the engine's next start.");
    addTab(buildAppearance(), tr("A&ppearance"));
    addTab(buildNotices(), tr("&Notices"));
    addTab(m_form->build(FieldGroup::Gateway, atStart), tr("&Gateway"), true);
    addTab(m_form->build(FieldGroup::Limits, tr("What one client may cost. ") + atStart), tr("&Limits"), true);
    addTab(m_form->build(FieldGroup::Https, atStart), tr("HTTP&S"), true);
    addTab(m_form->build(FieldGroup::Store, tr("How long the engine keeps what it recorded.")), tr("S&tore"), true);
    m_tabs->addTab(new SitePanel(m_link, this), tr("S&ite file"));
    addTab(buildAbout(), tr("Ab&out"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_tabs, 1);
    m_foot = buildFoot();
    layout->addWidget(m_foot);
    connect(m_tabs, &QTabWidget::currentChanged, this, &SettingsPage::refreshFoot);
    connect(m_form, &SettingsForm::changed, this, &SettingsPage::refreshFoot);
    connect(&m_link, &EngineLink::statusChanged, this, &SettingsPage::refreshFoot);
    m_form->revert();
}

void SettingsPage::addTab(QWidget* content, const QString& title, bool ofForm)
{
    auto* scroll = new QScrollArea(m_tabs);
    scroll->setObjectName(QStringLiteral("settingsScrollArea"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false); // the pane's surface shows
    content->setAutoFillBackground(false);
    m_tabs->addTab(scroll, title);
    if (ofForm)
        m_formTabs.insert(scroll);
}

QWidget* SettingsPage::buildFoot()
{
    auto* foot = new QWidget(this);
    m_said = new QLabel(foot);
    m_said->setObjectName(QStringLiteral("settingsSaidLabel"));
    m_said->setWordWrap(true);
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_apply = new QPushButton(tr("Appl&y"), foot);
    m_apply->setObjectName(QStringLiteral("applySettingsPushButton"));
    m_apply->setToolTip(tr("Give the edited settings to the engine; undo takes them back"));
    m_apply->setAutoDefault(false);
    m_revert = new QPushButton(tr("&Revert"), foot);
    m_revert->setObjectName(QStringLiteral("revertSettingsPushButton"));
    m_revert->setToolTip(tr("Show again what the engine has"));
    m_revert->setAutoDefault(false);
    connect(m_apply, &QPushButton::clicked, this, &SettingsPage::apply);
    connect(m_revert, &QPushButton::clicked, m_form, &SettingsForm::revert);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_said, 1);
    row->addWidget(m_revert);
    row->addWidget(m_apply);
    return foot;
}

void SettingsPage::refreshFoot()
{
    const bool edited = m_form->isEdited();
    m_foot->setVisible(edited || m_formTabs.contains(m_tabs->currentWidget()));
    const QString readOnly = whyReadOnly(m_link);
    const QString whyNot = !readOnly.isEmpty()  ? readOnly
                           : !edited            ? tr("Nothing is edited.")
                           : !m_form->isValid() ? tr("A value is not allowed: see what is said beside it.")
                                                : QString();
    setEnabledOrSay(m_apply, whyNot.isEmpty(), whyNot);
    setEnabledOrSay(m_revert, edited, tr("Nothing is edited."));
    m_said->setText(!edited             ? QString()
                    : m_form->isValid() ? tr("Edited, not applied yet.")
                                        : tr("A value is not allowed: see what is said beside it."));
    m_said->setProperty("bad", edited && !m_form->isValid());
    m_said->style()->unpolish(m_said);
    m_said->style()->polish(m_said);
}

void SettingsPage::apply()
{
    m_link.apply(
        m_form->settings(), tr("Change the settings"), [guard = QPointer(this)](const Result<std::uint64_t>& revision) {
            if (!guard)
                return;
            guard->m_said->setText(revision ? tr("Applied. Undo takes it back.") : errorText(revision.error()));
            guard->m_said->setProperty("bad", !revision);
            guard->m_said->style()->unpolish(guard->m_said);
            guard->m_said->style()->polish(guard->m_said);
        });
}

} // namespace straightline::ui
