// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readonly.h"

#include <QAction>
#include <QCoreApplication>
#include <QVariant>
#include <QWidget>

#include "ui/actionregistry.h"
#include "ui/enginelink.h"

namespace straightline::ui
{
namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::ReadOnly)
};

constexpr auto kOwnTip = "straightlineOwnTip";
constexpr auto kSaidTip = "straightlineSaidTip";

template <class Control>
void follow(EngineLink& link, Control* control, void (*set)(Control*, bool, const QString&))
{
    const auto refresh = [&link, control, set] {
        const QString whyNot = whyReadOnly(link);
        set(control, whyNot.isEmpty(), whyNot);
    };
    QObject::connect(&link, &EngineLink::statusChanged, control, refresh);
    refresh();
}

} // namespace

QString whyReadOnly(const EngineLink& link)
{
    return link.status().readOnly
               ? Text::tr("The engine is in read-only mode. To change something, start it without --read-only.")
               : QString();
}

void setEnabledOrSay(QWidget* widget, bool enabled, const QString& whyNot)
{
    // A tip that is not the one we put there is the widget's own, set since.
    const QVariant said = widget->property(kSaidTip);
    const QString own = said.isValid() && said.toString() == widget->toolTip() ? widget->property(kOwnTip).toString()
                                                                               : widget->toolTip();
    widget->setEnabled(enabled);
    if (enabled || whyNot.isEmpty()) {
        widget->setToolTip(own);
        widget->setProperty(kSaidTip, {});
        return;
    }
    const QString both = own.isEmpty() ? whyNot : own + QLatin1Char('\n') + whyNot;
    widget->setProperty(kOwnTip, own);
    widget->setProperty(kSaidTip, both);
    widget->setToolTip(both);
}

void offWhileReadOnly(EngineLink& link, QWidget* widget)
{
    follow(link, widget, &setEnabledOrSay);
}

void offWhileReadOnly(EngineLink& link, QAction* action)
{
    follow(link, action, &ActionRegistry::setEnabled);
}

} // namespace straightline::ui
