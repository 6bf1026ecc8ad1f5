// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QWidget>

#include "ui/enginelink.h"

class QLabel;
class QPushButton;
class QTabWidget;

namespace straightline::ui
{

class Language;
class Notices;
class SettingsForm;
class ThemeSwitch;

/// How the console looks and what it tells, which acts at once; and the engine's own settings, which are applied
/// together, checked field by field, and can be undone. GUI thread; owned by the main window.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(EngineLink& link, ThemeSwitch& theme, Language& language, Notices& notices, QWidget* parent = nullptr);

private:
    QWidget* buildAppearance();
    QWidget* buildNotices();
    QWidget* buildAbout();
    QWidget* buildFoot();
    void addTab(QWidget* content, const QString& title, bool ofForm = false);
    void refreshFoot();
    void apply();

    EngineLink& m_link;
    ThemeSwitch& m_theme;
    Language& m_language;
    Notices& m_notices;
    SettingsForm* m_form;
    QTabWidget* m_tabs;
    QWidget* m_foot = nullptr;
    QSet<QWidget*> m_formTabs; ///< what Apply and Revert are about
    QLabel* m_said = nullptr;
    QPushButton* m_apply = nullptr;
    QPushButton* m_revert = nullptr;
};

} // namespace straightline::ui
