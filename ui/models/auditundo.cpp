// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/auditundo.h"

#include <algorithm>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "engine/api/json.h"
#include "ui/text/audit.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::AuditUndo)
};

QJsonValue documentOf(const std::string& json)
{
    if (json.empty())
        return QJsonValue(QJsonValue::Undefined);
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

QString nameOf(const QJsonValue& value)
{
    return value.toObject().value(QLatin1String("name")).toString();
}

bool isNamedList(const QJsonValue& value)
{
    const QJsonArray array = value.toArray();
    return value.isArray()
           && std::all_of(array.begin(), array.end(), [](const QJsonValue& each) { return !nameOf(each).isEmpty(); });
}

/// A list of named objects as an object, so that both are merged alike.
QJsonObject byName(const QJsonValue& list)
{
    QJsonObject object;
    for (const QJsonValue& each : list.toArray())
        object.insert(nameOf(each), each);
    return object;
}

/// Takes `now` back from `after` to `before` where these differ.
class Merge
{
public:
    QJsonValue merged(const QJsonValue& before, const QJsonValue& after, const QJsonValue& now, const QString& path)
    {
        if (before == after)
            return now;
        if (now == after)
            return before;
        if (before.isObject() && after.isObject() && now.isObject())
            return objects(before.toObject(), after.toObject(), now.toObject(), path);
        if (isNamedList(before) && isNamedList(after) && isNamedList(now))
            return lists(before, after, now, path);
        if (now != before && m_conflict.isEmpty())
            m_conflict = Text::tr("%1 is %2 now, not %3 as this change left it: it was changed since. Undo that first.")
                             .arg(auditFieldTitle(path), auditValueText(path, now), auditValueText(path, after));
        return now;
    }
    const QString& conflict() const { return m_conflict; } ///< the first one; empty = none

private:
    QJsonObject objects(const QJsonObject& before, const QJsonObject& after, const QJsonObject& now,
                        const QString& path)
    {
        QJsonObject result = now;
        QStringList keys = before.keys() + after.keys();
        keys.removeDuplicates();
        for (const QString& key : std::as_const(keys)) {
            if (key == QLatin1String("revision"))
                continue; // counts up whatever is done
            const QString under = path.isEmpty() ? key : path + QLatin1Char('.') + key;
            const QJsonValue value = merged(before.value(key), after.value(key), now.value(key), under);
            if (value.isUndefined())
                result.remove(key);
            else
                result.insert(key, value);
        }
        return result;
    }

    QJsonArray lists(const QJsonValue& before, const QJsonValue& after, const QJsonValue& now, const QString& path)
    {
        const QJsonObject result = objects(byName(before), byName(after), byName(now), path);
        QJsonArray list;
        QStringList order; // as it is now; what comes back is last
        for (const QJsonValue& each : now.toArray())
            order.append(nameOf(each));
        for (const QString& name : result.keys() + QStringList())
            if (!order.contains(name))
                order.append(name);
        for (const QString& name : std::as_const(order))
            if (result.contains(name))
                list.append(result.value(name));
        return list;
    }

    QString m_conflict;
};

std::string textOf(const QJsonValue& value)
{
    return value.isUndefined() ? std::string()
                               : QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

AuditUndo undoOfEntry(const AuditEntry& entry, const SiteConfiguration& now)
{
    const Result<Change> plain = undoOf(entry);
    if (!plain)
        return {{}, Text::tr("This entry is no change of the configuration that can be undone.")};
    if (entry.before == entry.after)
        return {{}, Text::tr("This entry changed nothing that the log keeps; secrets are not kept.")};
    const QString subject = fromUtf8(entry.subject);
    const QJsonValue before = documentOf(entry.before);
    const QJsonValue after = documentOf(entry.after);
    const QJsonValue present = documentOf(auditEntry(now, now, *plain, {}, {}).before);
    if (after.isUndefined() && !present.isUndefined())
        return {{}, Text::tr("%1 exists again: it was added since. Undo that first.").arg(subject)};
    if (!after.isUndefined() && present.isUndefined())
        return {{}, Text::tr("%1 does not exist any more: it was removed since. Undo that first.").arg(subject)};
    if (after.isUndefined())
        return {*plain, {}};
    Merge merge;
    if (before.isUndefined()) {
        // It is removed only as it was added: what was changed since would be lost.
        AuditEntry since = entry;
        since.before = entry.after;
        since.after = textOf(present);
        const QList<AuditField> changed = auditFields(since);
        if (changed.isEmpty())
            return {*plain, {}};
        return {{},
                Text::tr("%1 was changed since it was added (%2). Undo that first.")
                    .arg(subject, auditFieldText(changed.front()))};
    }
    AuditEntry wanted = entry;
    wanted.before = textOf(merge.merged(before, after, present, {}));
    if (!merge.conflict().isEmpty())
        return {{}, merge.conflict()};
    if (documentOf(wanted.before) == present)
        return {{}, Text::tr("It is undone already: everything is as it was before this change.")};
    const Result<Change> change = undoOf(wanted);
    if (!change)
        return {{}, errorText(change.error())};
    return {*change, {}};
}

} // namespace straightline::ui
