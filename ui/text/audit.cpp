// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/audit.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace straightline::ui
{
namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Audit)
};

using Fields = QMap<QString, QString>;

void flatten(const QJsonValue& value, const QString& path, Fields& fields)
{
    const auto under = [&](const QString& key) { return path.isEmpty() ? key : path + QLatin1Char('.') + key; };
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto each = object.begin(); each != object.end(); ++each)
            flatten(each.value(), under(each.key()), fields);
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString name = array[i].toObject().value(QLatin1String("name")).toString();
            flatten(array[i], under(name.isEmpty() ? QString::number(i) : name), fields);
        }
    } else {
        fields.insert(path, value.toVariant().toString());
    }
}

Fields fieldsOf(const std::string& json)
{
    Fields fields;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    flatten(document.object(), {}, fields);
    return fields;
}

} // namespace

QString auditDifference(const AuditEntry& entry)
{
    if (entry.before.empty() && !entry.after.empty())
        return Text::tr("added");
    if (!entry.before.empty() && entry.after.empty())
        return Text::tr("removed");
    const Fields before = fieldsOf(entry.before);
    const Fields after = fieldsOf(entry.after);
    Fields both = before;
    both.insert(after);
    QStringList changed;
    for (auto field = both.begin(); field != both.end(); ++field) {
        const QString from = before.value(field.key(), QStringLiteral("\u2013"));
        const QString to = after.value(field.key(), QStringLiteral("\u2013"));
        if (from != to && field.key() != QLatin1String("revision"))
            changed.append(QStringLiteral("%1 %2 \u2192 %3").arg(field.key(), from, to));
    }
    return changed.isEmpty() ? Text::tr("nothing changed") : changed.join(QStringLiteral(", "));
}

} // namespace straightline::ui
