// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace straightline::ui
{

/// Whether the desktop prefers dark windows or more contrast, from the XDG settings portal, now and when it changes.
/// Silent where there is no session bus or no portal. GUI thread; never waits.
class SystemTheme : public QObject
{
    Q_OBJECT
public:
    explicit SystemTheme(QObject* parent = nullptr);

Q_SIGNALS:
    void darkChanged(bool dark);
    void contrastChanged(bool high);

private:
    void askFor(const QString& key);

private Q_SLOTS:
    void takeSetting(const QString& group, const QString& key, const QDBusVariant& value);
};

} // namespace straightline::ui
