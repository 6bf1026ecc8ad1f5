// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tabletools.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QToolButton>

#include "ui/actionregistry.h"
#include "ui/dialogs/tableexporter.h"
#include "ui/icons.h"
#include "ui/models/backendsmodel.h"
#include "ui/pages/datatable.h"
#include "ui/pages/exportstrip.h"

namespace straightline::ui
{
namespace
{

QSettings settings()
{
    return QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"));
}

QString keyOf(const QString& id)
{
    return QStringLiteral("filters/") + id;
}

} // namespace

TableTools::TableTools(const QString& id, const QString& title, DataTable& table, WordFilterModel& filter,
                       ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_id(id)
    , m_table(table)
    , m_filter(filter)
    , m_count(new QLabel(this))
    , m_words(new QLineEdit(this))
    , m_exporter(new TableExporter(table, this))
    , m_strip(new ExportStrip(parent))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addStretch(); // takes what the filter leaves, which else the buttons would
    m_count->setObjectName(id + QStringLiteral("CountLabel"));
    m_count->setProperty("muted", true);
    layout->addWidget(m_count);
    layout->addWidget(m_words, 1);
    buildFilter(title);
    buildColumns(title);
    buildExport(title, actions);
    m_words->setText(settings().value(keyOf(id)).toString());
    refresh();
}

void TableTools::buildFilter(const QString& title)
{
    m_words->setObjectName(m_id + QStringLiteral("FilterLineEdit"));
    m_words->setProperty("filterBox", true);
    m_words->setAccessibleName(tr("Filter: %1").arg(title));
    m_words->setPlaceholderText(tr("Filter"));
    m_words->setToolTip(tr("Shows rows that contain every word; Esc shows all, Enter goes to the rows. (/)"));
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumWidth(80);
    m_words->setMaximumWidth(200);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setWords(text);
        settings().setValue(keyOf(m_id), text);
        refresh();
        Q_EMIT wordsChanged();
    });
    connect(m_words, &QLineEdit::returnPressed, &m_table, qOverload<>(&QWidget::setFocus));
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), m_words, this, &TableTools::clear);
    escape->setContext(Qt::WidgetShortcut);
}

QToolButton* TableTools::iconButton(const QString& objectName, const QString& name, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void TableTools::buildColumns(const QString& title)
{
    m_columns = iconButton(m_id + QStringLiteral("ColumnsToolButton"), tr("Columns: %1").arg(title),
                           tr("Choose the columns of the table"));
    m_columns->setIcon(themedIcon(QStringLiteral("columns")));
    m_columns->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_columns);
    menu->setObjectName(m_id + QStringLiteral("ColumnsMenu"));
    menu->setToolTipsVisible(true);
    m_columns->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_table.fillColumnMenu(*menu);
    });
}

void TableTools::buildExport(const QString& title, ActionRegistry& actions)
{
    m_export = actions.add(QStringLiteral("export_%1Action").arg(m_id), tr("Export: %1").arg(title),
                           QStringLiteral("save"), {}, tr("Write this table as it is shown to a CSV or JSON file"));
    m_export->setIconText(tr("Export…"));
    connect(m_export, &QAction::triggered, this, &TableTools::exportTable);
    QToolButton* button = iconButton(m_id + QStringLiteral("ExportToolButton"), m_export->text(), {});
    button->setDefaultAction(m_export);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    connect(m_exporter, &TableExporter::progressed, m_strip, [this](int rows, int all) {
        m_strip->showProgress(tr("Exporting row %1 of %2").arg(rows).arg(all), rows, all);
    });
    connect(m_exporter, &TableExporter::ended, m_strip, &ExportStrip::showEnd);
    connect(m_strip, &ExportStrip::cancelled, m_exporter, &TableExporter::cancel);
}

QWidget* TableTools::strip() const
{
    return m_strip;
}

QString TableTools::words() const
{
    return m_words->text();
}

void TableTools::clear()
{
    m_words->clear();
    m_table.setFocus();
}

bool TableTools::hidesAll() const
{
    return m_filter.rowCount() == 0 && m_filter.sourceModel()->rowCount() > 0;
}

QString TableTools::whyNothing() const
{
    return tr("No row contains all of \"%1\".").arg(words().simplified());
}

void TableTools::refresh()
{
    const int shown = m_filter.rowCount();
    const int all = m_filter.sourceModel() != nullptr ? m_filter.sourceModel()->rowCount() : 0;
    m_count->setText(shown == all ? QString() : tr("%1 of %2").arg(shown).arg(all));
    m_count->setVisible(shown != all);
    ActionRegistry::setEnabled(m_export, shown > 0, tr("There is no row to export."));
}

void TableTools::fillMenu(QMenu& menu)
{
    menu.addSeparator();
    const bool chosen = m_table.currentIndex().isValid();
    QAction* rows =
        menu.addAction(themedIcon(QStringLiteral("copy")), tr("Copy the &rows"), &m_table, &DataTable::copyRows);
    QAction* cell = menu.addAction(tr("Copy the &cell"), &m_table, &DataTable::copyCell);
    for (QAction* action : {rows, cell})
        action->setEnabled(chosen);
    menu.addAction(m_export);
}

void TableTools::exportTable()
{
    const QString subject =
        m_subject ? m_subject() : QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    m_exporter->askFile(subject.isEmpty() ? m_id : m_id + QLatin1Char('_') + subject);
}

} // namespace straightline::ui
