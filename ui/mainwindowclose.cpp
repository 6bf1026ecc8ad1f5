// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that keeps its shape, raises notices, and closes.
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

#include "ui/enginelink.h"
#include "ui/mainwindow.h"
#include "ui/notices.h"
#include "ui/trayicon.h"
#include "ui/viewstate.h"

namespace straightline::ui
{
namespace
{

QSettings settings()
{
    return QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"));
}

} // namespace

void MainWindow::buildNotices()
{
    m_notices = new Notices(*m_link, this);
    m_tray = new TrayIcon(this);
    connect(m_notices, &Notices::raised, this, [this](const Notice& notice) {
        m_tray->show(notice);
        QApplication::alert(this);
    });
    connect(m_tray, &TrayIcon::pageWanted, this, [this](const QString& page) {
        setWindowState(windowState() & ~Qt::WindowMinimized);
        show();
        raise();
        activateWindow();
        showPage(page);
    });
}

void MainWindow::restoreShape()
{
    const QSettings stored = settings();
    resize(1280, 800);
    restoreGeometry(stored.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(stored.value(QStringLiteral("window/docks")).toByteArray());
    const int range = stored.value(QStringLiteral("window/range"), static_cast<int>(m_view->range())).toInt();
    if (range >= 0 && range < static_cast<int>(kTimeRanges.size()))
        findChild<QComboBox*>(QStringLiteral("rangeComboBox"))->setCurrentIndex(range);
    showPage(stored.value(QStringLiteral("window/page"), m_currentPage).toString());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const auto& operations = m_link->operations();
    const auto running = std::count_if(operations.begin(), operations.end(),
                                       [](const Operation& each) { return each.state == OperationState::Running; });
    if (running > 0 && !m_closeAnyway) {
        event->ignore();
        askToClose(static_cast<int>(running));
        return;
    }
    QSettings stored = settings();
    stored.setValue(QStringLiteral("window/geometry"), saveGeometry());
    stored.setValue(QStringLiteral("window/docks"), saveState());
    stored.setValue(QStringLiteral("window/range"), static_cast<int>(m_view->range()));
    stored.setValue(QStringLiteral("window/page"), m_currentPage);
    QMainWindow::closeEvent(event);
}

void MainWindow::askToClose(int running)
{
    if (findChild<QMessageBox*>(QStringLiteral("closeMessageBox")) != nullptr)
        return;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Close the console"),
                                tr("%n operation(s) still run.", nullptr, running), QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("closeMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("They end with the console; what they have done so far stays."));
    QPushButton* close = box->addButton(tr("&Close anyway"), QMessageBox::DestructiveRole);
    close->setObjectName(QStringLiteral("closeAnywayPushButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    connect(close, &QPushButton::clicked, this, [this] {
        m_closeAnyway = true;
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
    box->open();
}

} // namespace straightline::ui
