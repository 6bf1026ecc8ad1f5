// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/tableexport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace straightline::ui
{
namespace
{

QString number(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Double:
        return QLocale::c().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    default:
        return value.toString();
    }
}

} // namespace

TableText::TableText(const QAbstractItemModel& model, QList<int> columns, Form form)
    : m_model(model)
    , m_columns(std::move(columns))
    , m_form(form)
{
    for (const int column : m_columns) {
        if (m_model.headerData(column, Qt::Horizontal, kExportRole).isValid())
            m_values.append(column);
    }
}

QByteArray TableText::csv(const QStringList& cells) const
{
    QStringList quoted;
    for (QString cell : cells) {
        const bool needed = cell.contains(QLatin1Char('"')) || cell.contains(QLatin1Char(','))
                            || cell.contains(QLatin1Char('\n')) || cell.contains(QLatin1Char('\r'));
        if (needed)
            cell = QLatin1Char('"') + cell.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
        quoted.append(cell);
    }
    return quoted.join(QLatin1Char(',')).toUtf8() + "\r\n";
}

QByteArray TableText::head() const
{
    if (m_form == Form::Json)
        return "[\n";
    QStringList titles;
    for (const int column : m_columns)
        titles.append(m_model.headerData(column, Qt::Horizontal).toString());
    for (const int column : m_values)
        titles.append(m_model.headerData(column, Qt::Horizontal, kExportRole).toString());
    return "\xEF\xBB\xBF" + csv(titles); // spreadsheets take it for UTF-8 only with this mark
}

QByteArray TableText::row(int row) const
{
    if (m_form == Form::Csv) {
        QStringList cells;
        for (const int column : m_columns)
            cells.append(m_model.index(row, column).data().toString());
        for (const int column : m_values)
            cells.append(number(m_model.index(row, column).data(kExportRole)));
        return csv(cells);
    }
    QJsonObject shown;
    for (const int column : m_columns) {
        QString title = m_model.headerData(column, Qt::Horizontal).toString();
        if (shown.contains(title)) // two columns may be called alike: Backend and its time
            title = m_model.headerData(column, Qt::Horizontal, kExportRole).toString();
        shown.insert(title, m_model.index(row, column).data().toString());
    }
    QJsonObject values;
    for (const int column : m_values)
        values.insert(m_model.headerData(column, Qt::Horizontal, kExportRole).toString(),
                      QJsonValue::fromVariant(m_model.index(row, column).data(kExportRole)));
    const QJsonObject object{{QStringLiteral("shown"), shown}, {QStringLiteral("values"), values}};
    return (row == 0 ? "" : ",\n") + QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray TableText::tail() const
{
    return m_form == Form::Json ? "\n]\n" : "";
}

} // namespace straightline::ui
