// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/audit.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Audit)
};

using Fields = QMap<QString, QJsonValue>;

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
            flatten(array[i], under(name.isEmpty() ? QString::number(i + 1) : name), fields);
        }
    } else {
        fields.insert(path, value);
    }
}

Fields fieldsOf(const std::string& json)
{
    Fields fields;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    flatten(document.object(), {}, fields);
    return fields;
}

/// Numbers that nobody chose.
bool isInternal(const QString& path)
{
    const QString last = path.section(QLatin1Char('.'), -1);
    return last == QLatin1String("revision") || last == QLatin1String("number");
}

} // namespace

QString auditFieldTitle(const QString& path)
{
    const QString last = path.section(QLatin1Char('.'), -1);
    const QString under = path.section(QLatin1Char('.'), 0, -2);
    const auto placed = [&](const QString& title) {
        return under.isEmpty() ? title : QStringLiteral("%1: %2").arg(under, title);
    };
    if (last == QLatin1String("frequency_hz") || last == QLatin1String("frequency_threshold_hz"))
        return placed(QStringLiteral("F"));
    if (last == QLatin1String("size_bytes") || last == QLatin1String("size_threshold_bytes"))
        return placed(QStringLiteral("D"));
    const QMap<QString, QString> titles{
        {QStringLiteral("policy"), Text::tr("policy")},
        {QStringLiteral("capacity"), Text::tr("capacity")},
        {QStringLiteral("tier"), Text::tr("tier")},
        {QStringLiteral("drained"), Text::tr("out of service")},
        {QStringLiteral("payload_limit_bytes"), Text::tr("size limit")},
        {QStringLiteral("memory_bytes"), Text::tr("memory")},
        {QStringLiteral("window_ms"), Text::tr("window W")},
        {QStringLiteral("deadline_ms"), Text::tr("deadline")},
        {QStringLiteral("queue_limit"), Text::tr("queue limit")},
        {QStringLiteral("replicas"), Text::tr("replicas")},
        {QStringLiteral("image"), Text::tr("image")},
        {QStringLiteral("url"), Text::tr("URL")},
        {QStringLiteral("mount"), Text::tr("mount")},
    };
    return titles.contains(last) ? placed(titles.value(last)) : path;
}

namespace
{

/// Words of the configuration file as the other pages say them.
QString wordText(const QString& path, const QString& word)
{
    const QString last = path.section(QLatin1Char('.'), -1);
    if (const auto policy = policyFromString(toUtf8(word)); policy && last == QLatin1String("policy"))
        return policyTitle(*policy);
    if (const auto tier = tierFromString(toUtf8(word)); tier && last == QLatin1String("tier"))
        return tierWord(*tier);
    return word.isEmpty() ? Text::tr("(empty)") : word;
}

} // namespace

QString auditValueText(const QString& path, const QJsonValue& value)
{
    if (value.isUndefined() || value.isNull())
        return noData();
    if (value.isBool())
        return value.toBool() ? Text::tr("yes") : Text::tr("no");
    if (value.isObject() || value.isArray())
        return QString::fromUtf8(value.isObject() ? QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)
                                                  : QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (!value.isDouble())
        return wordText(path, value.toString());
    if (path.endsWith(QLatin1String("_hz")))
        return formatRate(value.toDouble());
    if (path.endsWith(QLatin1String("_bytes")))
        return formatBytes(value.toDouble());
    if (path.endsWith(QLatin1String("_ms")))
        return formatMillis(value.toDouble());
    return value.toVariant().toString();
}

QList<AuditField> auditFields(const AuditEntry& entry)
{
    const Fields before = fieldsOf(entry.before);
    const Fields after = fieldsOf(entry.after);
    Fields both = before;
    both.insert(after);
    QList<AuditField> changed;
    for (auto field = both.begin(); field != both.end(); ++field) {
        const QString& path = field.key();
        const QJsonValue from = before.value(path, QJsonValue(QJsonValue::Undefined));
        const QJsonValue to = after.value(path, QJsonValue(QJsonValue::Undefined));
        if (from == to || isInternal(path))
            continue;
        QString left = auditValueText(path, from);
        QString right = auditValueText(path, to);
        if (left == right) { // three digits hide the difference
            left = from.toVariant().toString();
            right = to.toVariant().toString();
        }
        changed.append({auditFieldTitle(path), left, right});
    }
    return changed;
}

QString auditFieldText(const AuditField& field)
{
    return QStringLiteral("%1 %2 \u2192 %3").arg(field.title, field.before, field.after);
}

QString auditDifference(const AuditEntry& entry)
{
    if (entry.before.empty() && !entry.after.empty())
        return Text::tr("added");
    if (!entry.before.empty() && entry.after.empty())
        return Text::tr("removed");
    QStringList changed;
    for (const AuditField& field : auditFields(entry))
        changed.append(auditFieldText(field));
    return changed.isEmpty() ? Text::tr("nothing changed") : changed.join(QStringLiteral(", "));
}

} // namespace straightline::ui
