// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The building half of MainWindow: menus, tool bar, pages.
#include <QActionGroup>
#include <QComboBox>
#include <QListWidget>
#include <QMenuBar>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>

#include "ui/actionregistry.h"
#include "ui/enginelink.h"
#include "ui/icons.h"
#include "ui/language.h"
#include "ui/mainwindow.h"
#include "ui/pages/activitypage.h"
#include "ui/pages/applicationspage.h"
#include "ui/pages/backendspage.h"
#include "ui/pages/containerspage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/placementpage.h"
#include "ui/pages/requestspage.h"
#include "ui/pages/settingspage.h"
#include "ui/pages/whatifpage.h"
#include "ui/text/wording.h"
#include "ui/theme.h"
#include "ui/viewstate.h"

namespace straightline::ui
{
namespace
{

constexpr int kNavigationWidth = 168;

QString rangeTitle(TimeRange range)
{
    switch (range) {
    case TimeRange::Minute1:
        return MainWindow::tr("1 min");
    case TimeRange::Minutes5:
        return MainWindow::tr("5 min");
    case TimeRange::Minutes15:
        return MainWindow::tr("15 min");
    case TimeRange::Hour1:
        return MainWindow::tr("1 h");
    case TimeRange::Hours6:
        return MainWindow::tr("6 h");
    case TimeRange::Day1:
        return MainWindow::tr("24 h");
    case TimeRange::Days7:
        return MainWindow::tr("7 d");
    }
    return {};
}

QToolButton* menuButton(QMenu* menu, const QString& icon, const char* objectName, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(objectName));
    button->setIcon(themedIcon(icon));
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setAutoRaise(true);
    button->setToolTip(ActionRegistry::plainText(menu->title()));
    button->setAccessibleName(ActionRegistry::plainText(menu->title()));
    return button;
}

} // namespace

void MainWindow::addPage(QWidget* page, const QString& title, const QString& icon)
{
    const int index = m_pages->addWidget(page);
    auto* item = new QListWidgetItem(themedIcon(icon), title, m_navigation);
    const QKeySequence shortcut =
        index < 9 ? QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index)) : QKeySequence();
    item->setToolTip(
        shortcut.isEmpty() ? title : QStringLiteral("%1 (%2)").arg(title, shortcut.toString(QKeySequence::NativeText)));
    QAction* action = m_actions->add(QStringLiteral("show%1Action").arg(page->objectName()), title, icon, shortcut,
                                     tr("Show the page %1").arg(title));
    connect(action, &QAction::triggered, this, [this, index] { showPage(index); });
}

void MainWindow::buildPages()
{
    m_navigation->setObjectName(QStringLiteral("NavigationListView"));
    m_navigation->setAccessibleName(tr("Pages"));
    m_navigation->setFixedWidth(kNavigationWidth);
    m_navigation->setIconSize({18, 18});
    m_navigation->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // One line for each page, in the order of the list; Ctrl+1 … Ctrl+9 follow from it.
    addPage(new OverviewPage(*m_link, *m_view, *m_actions, m_pages), tr("Overview"), QStringLiteral("overview"));
    addPage(new ApplicationsPage(*m_link, *m_view, *m_actions, m_pages), tr("Applications"),
            QStringLiteral("applications"));
    addPage(new BackendsPage(*m_link, *m_view, *m_actions, m_pages), tr("Backends"), QStringLiteral("backends"));
    addPage(new PlacementPage(*m_link, *m_view, *m_actions, m_pages), tr("Placement"), QStringLiteral("placement"));
    addPage(new RequestsPage(*m_link, *m_view, *m_actions, m_pages), tr("Requests"), QStringLiteral("requests"));
    addPage(new ContainersPage(*m_link, *m_view, *m_actions, m_pages), tr("Containers"), QStringLiteral("containers"));
    addPage(new WhatIfPage(*m_link, *m_view, *m_actions, m_pages), tr("What if"), QStringLiteral("whatif"));
    addPage(new ActivityPage(*m_link, *m_actions, m_pages), tr("Activity"), QStringLiteral("activity"));
    addPage(new SettingsPage(*m_link, *m_theme, *m_language, *m_notices, m_pages), tr("Settings"),
            QStringLiteral("settings"));
    connect(m_navigation, &QListWidget::currentRowChanged, this, qOverload<int>(&MainWindow::showPage));
}

void MainWindow::buildMenus()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(m_actions->find(QStringLiteral("quitAction")));
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(m_actions->find(QStringLiteral("undoAction")));
    edit->addAction(m_actions->find(QStringLiteral("redoAction")));

    QMenu* view = menuBar()->addMenu(tr("&View"));
    for (QAction* action : m_actions->all()) {
        if (action->objectName().endsWith(QLatin1String("PageAction")))
            view->addAction(action);
    }
    view->addSeparator();
    view->addAction(m_actions->find(QStringLiteral("paletteAction")));
    for (const char* id : {"eventsDockAction", "receiptDockAction", "logDockAction"})
        view->addAction(m_actions->find(QLatin1String(id)));
    view->addAction(m_actions->find(QStringLiteral("liveAction")));
    view->addAction(m_actions->find(QStringLiteral("followRequestsAction")));
    view->addSeparator();
    QMenu* theme = view->addMenu(themedIcon(QStringLiteral("theme")), tr("&Theme"));
    theme->setObjectName(QStringLiteral("themeMenu"));
    auto* themes = new QActionGroup(theme);
    const auto addTheme = [&](ThemeSwitch::Mode mode, const QString& id, const QString& text, const QString& tip) {
        QAction* action = m_actions->add(id, text, QString(), QKeySequence(), tip);
        action->setCheckable(true);
        action->setChecked(m_theme->mode() == mode);
        themes->addAction(action);
        theme->addAction(action);
        connect(action, &QAction::triggered, this, [this, mode] { m_theme->setMode(mode); });
    };
    addTheme(ThemeSwitch::Mode::System, QStringLiteral("themeSystemAction"), tr("As the &system"),
             tr("Light, dark or high contrast as the desktop prefers"));
    addTheme(ThemeSwitch::Mode::Light, QStringLiteral("themeLightAction"), tr("&Light theme"), tr("Always light"));
    addTheme(ThemeSwitch::Mode::Dark, QStringLiteral("themeDarkAction"), tr("&Dark theme"), tr("Always dark"));
    addTheme(ThemeSwitch::Mode::HighContrast, QStringLiteral("themeHighContrastAction"), tr("High &contrast theme"),
             tr("Always black, white and bright"));

    QMenu* language = view->addMenu(themedIcon(QStringLiteral("language")), tr("L&anguage"));
    language->setObjectName(QStringLiteral("languageMenu"));
    auto* languages = new QActionGroup(language);
    for (const QString& code : Language::codes()) {
        QAction* action = m_actions->add(QStringLiteral("language_%1Action").arg(code), Language::nameOf(code),
                                         QString(), QKeySequence(), Language::nameOf(code));
        action->setCheckable(true);
        action->setChecked(m_language->code() == code);
        languages->addAction(action);
        language->addAction(action);
        connect(action, &QAction::triggered, this, [this, code] { m_language->setCode(code); });
    }
    buildObjectMenus();
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(m_actions->find(QStringLiteral("shortcutsAction")));
}

void MainWindow::buildObjectMenus()
{
    const auto add = [this](const QString& title, const std::vector<const char*>& ids) {
        QMenu* menu = menuBar()->addMenu(title);
        for (const char* id : ids)
            menu->addAction(m_actions->find(QLatin1String(id)));
    };
    add(tr("&Application"), {"newApplicationAction", "editApplicationAction", "cloneApplicationAction",
                             "removeApplicationAction", "export_applicationsAction"});
    add(tr("&Backend"), {"registerBackendAction", "editBackendAction", "drainBackendAction", "resumeBackendAction",
                         "redeployBackendAction", "logsAction", "removeBackendAction", "export_backendsAction"});
    add(tr("&Container"), {"redeployContainerAction", "rollBackAction", "stopContainerAction", "startContainerAction",
                           "export_containersAction"});
}

void MainWindow::buildToolBar()
{
    m_toolBar = new QToolBar(tr("Tools"), this);
    m_toolBar->setObjectName(QStringLiteral("mainToolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({18, 18});
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->addAction(m_actions->find(QStringLiteral("liveAction")));

    auto* ranges = new QComboBox(m_toolBar);
    ranges->setObjectName(QStringLiteral("rangeComboBox"));
    ranges->setAccessibleName(tr("Time range"));
    ranges->setToolTip(tr("Time range of all charts"));
    for (const TimeRange range : kTimeRanges)
        ranges->addItem(rangeTitle(range));
    ranges->setCurrentIndex(static_cast<int>(m_view->range()));
    connect(ranges, &QComboBox::currentIndexChanged, m_view,
            [this](int index) { m_view->setRange(static_cast<TimeRange>(index)); });
    m_toolBar->addWidget(ranges);

    m_applications = new QComboBox(m_toolBar);
    m_applications->setObjectName(QStringLiteral("applicationComboBox"));
    m_applications->setAccessibleName(tr("Application"));
    m_applications->setToolTip(tr("The application that the pages show"));
    m_applications->setMinimumContentsLength(14);
    m_applications->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_applications, &QComboBox::activated, this, [this](int index) {
        m_applicationChosen = true;
        m_view->setApplication(toUtf8(m_applications->itemData(index).toString()));
    });
    m_toolBar->addWidget(m_applications);
    m_toolBar->addAction(m_actions->find(QStringLiteral("paletteAction")));

    auto* space = new QWidget(m_toolBar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(space);
    m_toolBar->addAction(m_actions->find(QStringLiteral("undoAction")));
    m_toolBar->addAction(m_actions->find(QStringLiteral("redoAction")));
    m_toolBar->addWidget(menuButton(findChild<QMenu*>(QStringLiteral("themeMenu")), QStringLiteral("theme"),
                                    "themeToolButton", m_toolBar));
    m_toolBar->addWidget(menuButton(findChild<QMenu*>(QStringLiteral("languageMenu")), QStringLiteral("language"),
                                    "languageToolButton", m_toolBar));
    addToolBar(m_toolBar);
}

void MainWindow::refreshApplications()
{
    const auto& applications = m_link->site()->applications;
    const bool known = m_view->application().empty() || m_link->site()->findApplication(m_view->application());
    if (!known || (!m_applicationChosen && m_view->application().empty() && !applications.empty()))
        m_view->setApplication(applications.empty() ? std::string() : applications.front().name);
    const QSignalBlocker quiet(m_applications);
    m_applications->clear();
    m_applications->addItem(tr("All applications"), QString());
    for (const ApplicationConfiguration& application : applications)
        m_applications->addItem(fromUtf8(application.name), fromUtf8(application.name));
    m_applications->setCurrentIndex(std::max(0, m_applications->findData(fromUtf8(m_view->application()))));
}

} // namespace straightline::ui
