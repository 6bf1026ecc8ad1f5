// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include <QApplication>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/shortcutdialog.h"
#include "ui/enginelink.h"
#include "ui/icons.h"
#include "ui/language.h"
#include "ui/pages/banner.h"
#include "ui/pages/statusstrip.h"
#include "ui/readonly.h"
#include "ui/text/trouble.h"
#include "ui/text/wording.h"
#include "ui/theme.h"
#include "ui/viewstate.h"

namespace straightline::ui
{
MainWindow::MainWindow(Engine& engine, QWidget* parent)
    : QMainWindow(parent)
    , m_link(new EngineLink(engine, this))
    , m_view(new ViewState(this))
    , m_theme(new ThemeSwitch(this))
    , m_language(new Language(this))
{
    setObjectName(QStringLiteral("MainWindow"));
    setWindowIcon(themedIcon(QStringLiteral("app"), IconColor::Accent));
    buildNotices();
    rebuild();
    restoreShape();
    connect(m_language, &Language::changed, this, &MainWindow::rebuild, Qt::QueuedConnection);
    connect(m_link, &EngineLink::siteChanged, this, &MainWindow::refreshApplications);
    connect(m_link, &EngineLink::operationsChanged, this, &MainWindow::refreshActivityCount);
    connect(m_link, &EngineLink::frameDue, this, [this] { m_banner->showTroubles(m_link->snapshot()->troubles); });
    connect(&m_link->pulse(), &EnginePulse::silenceChanged, this,
            [this] { m_banner->showSilence(silenceText(m_link->pulse())); });
    connect(m_link, &EngineLink::failed, this,
            [this](const QString& what, const Error& error) { m_banner->showFailure(what, errorText(error)); });
}

MainWindow::~MainWindow() = default;

void MainWindow::rebuild()
{
    setWindowTitle(tr("StraightLine Console"));
    setUpdatesEnabled(false);
    chooseFont();
    delete takeCentralWidget();
    delete m_toolBar;
    const QByteArray docks = m_docks.isEmpty() ? QByteArray() : saveState();
    qDeleteAll(m_docks);
    m_docks.clear();
    delete m_actions;
    menuBar()->clear();
    setStatusBar(nullptr);

    m_actions = new ActionRegistry(this);
    auto* central = new QWidget(this);
    m_navigation = new QListWidget(central);
    m_banner = new Banner(central);
    connect(m_banner, &Banner::backendWanted, this,
            [this] { m_actions->find(QStringLiteral("showBackendsPageAction"))->trigger(); });
    m_pages = new QStackedWidget(central);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bannerBox = new QHBoxLayout;
    bannerBox->setContentsMargins(16, 0, 16, 0);
    connect(m_banner, &Banner::shown, bannerBox,
            [bannerBox](bool isShown) { bannerBox->setContentsMargins(16, isShown ? 12 : 0, 16, 0); });
    bannerBox->addWidget(m_banner);
    column->addLayout(bannerBox);
    column->addWidget(m_pages, 1);
    auto* row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_navigation);
    row->addLayout(column, 1);
    setCentralWidget(central);

    buildActions();
    buildPages();
    buildDocks();
    buildMenus();
    buildToolBar();
    restoreState(docks);
    auto* bar = new QStatusBar(this);
    bar->setSizeGripEnabled(false);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->addWidget(new StatusStrip(*m_link, bar), 1);
    setStatusBar(bar);
    refreshApplications();
    refreshActivityCount();
    showPage(m_currentPage);
    if (m_link->snapshot())
        m_banner->showTroubles(m_link->snapshot()->troubles);
    m_banner->showSilence(silenceText(m_link->pulse()));
    setUpdatesEnabled(true);
}

void MainWindow::chooseFont()
{
    // Which of the CJK fonts stands in for missing glyphs must not be left to chance: they differ in shape.
    QFont font = QApplication::font();
    QStringList families{font.family()};
    if (m_language->code() == QLatin1String("zh_CN"))
        families.append({QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Source Han Sans SC")});
    font.setFamilies(families);
    QApplication::setFont(font);
    menuBar()->setFont(font); // keeps the one it had first
}

void MainWindow::buildActions()
{
    QAction* live = m_actions->add(QStringLiteral("liveAction"), tr("&Live"), QStringLiteral("live"),
                                   QKeySequence(Qt::CTRL | Qt::Key_L), tr("Follow live, or hold what is shown"));
    live->setCheckable(true);
    live->setChecked(m_view->isLive());
    connect(live, &QAction::toggled, m_view, &ViewState::setLive);
    const auto showLive = [this, live] {
        live->setIcon(themedIcon(m_view->isLive() ? QStringLiteral("live") : QStringLiteral("pause")));
        live->setIconText(m_view->isLive() ? tr("Live") : tr("Paused"));
    };
    connect(m_view, &ViewState::changed, live, showLive);
    showLive();

    buildEditActions();
    QAction* shortcuts =
        m_actions->add(QStringLiteral("shortcutsAction"), tr("Keyboard &shortcuts"), QStringLiteral("shortcuts"),
                       QKeySequence(Qt::Key_F1), tr("List all shortcuts"));
    shortcuts->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)}); // fields keep their "?"
    connect(shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    QAction* palette =
        m_actions->add(QStringLiteral("paletteAction"), tr("Comman&ds…"), QStringLiteral("search"),
                       QKeySequence(Qt::CTRL | Qt::Key_K), tr("Find a command, page or backend by name"));
    connect(palette, &QAction::triggered, this, &MainWindow::showPalette);
    QAction* filter =
        m_actions->add(QStringLiteral("focusFilterAction"), tr("Go to the f&ilter"), QStringLiteral("search"),
                       QKeySequence(Qt::Key_Slash), tr("Go to the filter of the page, or of the table that is used"));
    connect(filter, &QAction::triggered, this, &MainWindow::focusFilter);
    QAction* quit = m_actions->add(QStringLiteral("quitAction"), tr("&Quit"), QString(),
                                   QKeySequence(Qt::CTRL | Qt::Key_Q), tr("Close the console"));
    connect(quit, &QAction::triggered, this, &MainWindow::close);
}

void MainWindow::focusFilter()
{
    // The one nearest to what is used: a page may have several tables.
    QWidget* place = m_pages->currentWidget();
    if (QWidget* used = focusWidget(); used != nullptr && place->isAncestorOf(used))
        place = used;
    for (; place != nullptr && place != m_pages; place = place->parentWidget()) {
        for (QLineEdit* field : place->findChildren<QLineEdit*>()) {
            if (!field->property("filterBox").toBool() || !field->isVisible())
                continue;
            field->setFocus(Qt::ShortcutFocusReason);
            field->selectAll();
            return;
        }
    }
}

void MainWindow::showShortcuts()
{
    auto* dialog = new ShortcutDialog(*m_actions, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::refreshActivityCount()
{
    const auto running = std::count_if(m_link->operations().begin(), m_link->operations().end(),
                                       [](const Operation& each) { return each.state == OperationState::Running; });
    for (int row = 0; row < m_navigation->count(); ++row) {
        QListWidgetItem* item = m_navigation->item(row);
        if (m_pages->widget(row)->objectName() == QLatin1String("ActivityPage"))
            item->setText(running > 0 ? tr("Activity (%1)").arg(running) : tr("Activity"));
    }
}

} // namespace straightline::ui
