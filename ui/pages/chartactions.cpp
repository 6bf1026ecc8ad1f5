// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/chartactions.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QSaveFile>

#include "ui/actionregistry.h"
#include "ui/charts/chartexport.h"
#include "ui/charts/timechart.h"
#include "ui/dialogs/charttabledialog.h"
#include "ui/pages/chartgrid.h"

namespace straightline::ui
{

ChartActions::ChartActions(ChartGrid& grid, ActionRegistry& actions, QWidget* page)
    : QObject(page)
    , m_grid(grid)
    , m_page(page)
    , m_menu(new QMenu(page))
{
    m_menu->setObjectName(QStringLiteral("chartMenu"));
    const auto add = [&](const char* id, const QString& text, const QString& icon, const QKeySequence& shortcut,
                         const QString& tip, const auto& act) {
        QAction* action = actions.add(QLatin1String(id), text, icon, shortcut, tip);
        connect(action, &QAction::triggered, this, act);
        m_menu->addAction(action);
        m_actions.append(action);
        return action;
    };
    add("chartTableAction", tr("Chart as &table"), QStringLiteral("requests"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), tr("Show the numbers of the chosen chart as a table"), [this] {
            auto* dialog = new ChartTableDialog(*m_grid.current(), m_page);
            dialog->show();
        });
    add("copyChartAction", tr("&Copy the chart's numbers"), QStringLiteral("copy"), {},
        tr("Copy the numbers of the chosen chart, tab-separated"), [this] {
            const TimeChart& chart = *m_grid.current();
            QGuiApplication::clipboard()->setText(plainTextOf(chart.data(), chart.format()));
        });
    m_menu->addSeparator();
    add("saveChartCsvAction", tr("Save the chart's &numbers (CSV)…"), QStringLiteral("save"), {},
        tr("Save the numbers of the chosen chart as CSV"), [this] {
            save(QStringLiteral("csv"), tr("Numbers (*.csv)"), [](TimeChart& chart) { return csvOf(chart.data()); });
        });
    m_bars = add("saveChartHistogramAction", tr("Save the &histogram (CSV)…"), QStringLiteral("save"), {},
                 tr("Save the histogram at the chart's right edge as CSV"), [this] {
                     save(
                         QStringLiteral("csv"), tr("Numbers (*.csv)"),
                         [](TimeChart& chart) { return csvOfBars(chart.frame(), chart.unit()); },
                         QStringLiteral("-histogram"));
                 });
    add("saveChartPngAction", tr("Save the chart as &PNG…"), QStringLiteral("save"), {},
        tr("Save the chosen chart as a picture of pixels"),
        [this] { save(QStringLiteral("png"), tr("Pictures (*.png)"), pngOf); });
    add("saveChartSvgAction", tr("Save the chart as &SVG…"), QStringLiteral("save"), {},
        tr("Save the chosen chart as a picture of lines, sharp at any size"),
        [this] { save(QStringLiteral("svg"), tr("Pictures (*.svg)"), svgOf); });
    connect(&m_grid, &ChartGrid::menuWanted, this, &ChartActions::popUp);
    setOn(false);
}

void ChartActions::setOn(bool on)
{
    for (QAction* action : std::as_const(m_actions))
        ActionRegistry::setEnabled(action, on, tr("Show the Overview first."));
}

void ChartActions::popUp(const QPoint& globalAt)
{
    m_bars->setVisible(!m_grid.current()->frame().bars.isEmpty());
    m_menu->popup(globalAt);
}

void ChartActions::save(const QString& extension, const QString& filter,
                        const std::function<QByteArray(TimeChart&)>& bytes, const QString& nameEnd)
{
    // What is on the screen now, however long the choice of a file takes.
    const QByteArray content = bytes(*m_grid.current());
    auto* dialog = new QFileDialog(m_page, tr("Save the chart"));
    dialog->setObjectName(QStringLiteral("chartSaveFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(filter);
    dialog->setDefaultSuffix(extension);
    dialog->selectFile(fileStemOf(m_grid.current()->data()) + nameEnd + QLatin1Char('.') + extension);
    connect(dialog, &QFileDialog::fileSelected, this, [this, content](const QString& path) { write(path, content); });
    dialog->open();
}

void ChartActions::write(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    const bool saved = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    Q_EMIT said(saved ? tr("Saved as %1").arg(path) : tr("Not saved: %1").arg(file.errorString()));
}

} // namespace straightline::ui
