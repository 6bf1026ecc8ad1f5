// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QMainWindow>

#include "engine/api/engine.h"

class QComboBox;
class QDockWidget;
class QListWidget;
class QStackedWidget;
class QToolBar;

namespace straightline::ui
{

class ActionRegistry;
class Banner;
class EngineLink;
class Language;
class Notices;
class ThemeSwitch;
class TrayIcon;
class ViewState;

/// The console: navigation, pages, tool bar, status bar and banner over one engine, which lives on another thread and
/// outlives the window. Follows language and theme while it runs; keeps its shape in QSettings. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(Engine& engine, QWidget* parent = nullptr);
    ~MainWindow() override;

    ActionRegistry& actions() { return *m_actions; }
    ThemeSwitch& theme() { return *m_theme; }
    Language& language() { return *m_language; }
    Notices& notices() { return *m_notices; }
    TrayIcon& tray() { return *m_tray; }
    void showPage(int index);
    void showPage(const QString& objectName); ///< of a page; nothing happens when there is none
    void showApplication(const QString& name);
    void showBackend(const QString& id);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void rebuild(); ///< everything that shows words, at the start and when the language changes
    void chooseFont();
    void buildActions();
    void buildEditActions();
    void takeStep(bool back);
    void buildMenus();
    void buildObjectMenus();
    void buildToolBar();
    void buildPages();
    void buildNotices();
    void buildDocks();
    void addDock(const QString& id, const QString& title, const QKeySequence& shortcut, const QString& tip,
                 const std::function<QWidget*(QWidget*)>& make);
    QWidget* makeEvents(QWidget* parent);
    QWidget* makeReceipt(QWidget* parent);
    QWidget* makeLog(QWidget* parent);
    void addPage(QWidget* page, const QString& title, const QString& icon);
    void showShortcuts();
    void showPalette();
    void focusFilter();
    void refreshApplications();
    void refreshActivityCount();
    void restoreShape();
    void askToClose(int running);

    EngineLink* m_link;
    ViewState* m_view;
    ThemeSwitch* m_theme;
    Language* m_language;
    Notices* m_notices = nullptr;
    TrayIcon* m_tray = nullptr;
    ActionRegistry* m_actions = nullptr;
    Banner* m_banner = nullptr;
    QToolBar* m_toolBar = nullptr;
    QListWidget* m_navigation = nullptr;
    QStackedWidget* m_pages = nullptr;
    QList<QDockWidget*> m_docks;
    QComboBox* m_applications = nullptr;
    bool m_closeAnyway = false;
    bool m_applicationChosen = false;                       ///< by the operator, or the first one by ourselves
    QString m_currentPage = QStringLiteral("OverviewPage"); ///< its object name: the order may change
};

} // namespace straightline::ui
