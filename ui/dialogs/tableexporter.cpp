// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/tableexporter.h"

#include <QDir>
#include <QFileDialog>
#include <QHeaderView>

#include "ui/models/frozenrows.h"
#include "ui/pages/datatable.h"

namespace straightline::ui
{
namespace
{
constexpr int kRowsAtATime = 500;
} // namespace

TableExporter::TableExporter(DataTable& table, QObject* parent)
    : QObject(parent)
    , m_table(table)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &TableExporter::writeSome);
}

void TableExporter::askFile(const QString& name)
{
    auto* dialog = new QFileDialog(&m_table, tr("Export the table as shown"));
    dialog->setObjectName(QStringLiteral("exportFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("CSV (*.csv)"), tr("JSON (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(name + QStringLiteral(".csv"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, name](const QString& filter) {
        const QString ending = filter.contains(QLatin1String("json")) ? QStringLiteral("json") : QStringLiteral("csv");
        dialog->setDefaultSuffix(ending);
        dialog->selectFile(name + QLatin1Char('.') + ending);
    });
    connect(dialog, &QFileDialog::fileSelected, this, &TableExporter::write);
    dialog->open();
}

void TableExporter::write(const QString& path)
{
    cancel();
    m_file = std::make_unique<QSaveFile>(path);
    if (!m_file->open(QIODevice::WriteOnly)) {
        end(false, tr("Not exported: %1").arg(m_file->errorString()));
        return;
    }
    m_rows = m_freeze ? m_freeze() : std::make_unique<FrozenRows>(*m_table.model());
    QList<int> columns;
    const QHeaderView* header = m_table.horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!m_table.isColumnHidden(column)
            && !m_table.model()->headerData(column, Qt::Horizontal, kPictureRole).toBool())
            columns.append(column);
    }
    const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    m_text = std::make_unique<TableText>(*m_rows, columns, json ? TableText::Form::Json : TableText::Form::Csv);
    m_next = 0;
    m_file->write(m_text->head());
    m_timer.start();
}

void TableExporter::writeSome()
{
    const int all = m_rows->rowCount();
    const int last = std::min(m_next + kRowsAtATime, all);
    QByteArray bytes;
    for (; m_next < last; ++m_next)
        bytes += m_text->row(m_next);
    if (m_next == all)
        bytes += m_text->tail();
    if (m_file->write(bytes) != bytes.size()) {
        end(false, tr("Not exported: %1").arg(m_file->errorString()));
        return;
    }
    Q_EMIT progressed(m_next, all);
    if (m_next < all || !isRunning()) // who heard of it may have cancelled it
        return;
    const QString path = QDir::toNativeSeparators(m_file->fileName());
    if (m_file->commit())
        end(true, tr("%n row(s) exported to %1", nullptr, all).arg(path));
    else
        end(false, tr("Not exported: %1").arg(m_file->errorString()));
}

void TableExporter::cancel()
{
    if (isRunning())
        end(false, tr("The export was cancelled; no file was written."));
}

void TableExporter::end(bool saved, const QString& told)
{
    m_timer.stop();
    m_text.reset();
    m_rows.reset();
    m_file.reset(); // what was not committed is discarded
    Q_EMIT ended(saved, told);
}

} // namespace straightline::ui
