// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actionregistry.h"

#include <QRegularExpression>

#include <QWidget>

#include "ui/icons.h"

namespace straightline::ui
{
namespace
{

constexpr auto kTipProperty = "straightlineTip";
constexpr auto kWhyNotProperty = "straightlineWhyNot";

QString withShortcut(const QString& tip, const QKeySequence& shortcut)
{
    return shortcut.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, shortcut.toString(QKeySequence::NativeText));
}

} // namespace

ActionRegistry::ActionRegistry(QWidget* window)
    : QObject(window)
    , m_window(window)
{
}

QAction* ActionRegistry::add(const QString& id, const QString& text, const QString& icon, const QKeySequence& shortcut,
                             const QString& tip)
{
    auto* action = new QAction(text, this);
    action->setObjectName(id);
    action->setIconText(plainText(text)); // of buttons, where Alt and the letter reach nothing
    if (!icon.isEmpty())
        action->setIcon(themedIcon(icon));
    action->setShortcut(shortcut);
    action->setProperty(kTipProperty, tip);
    action->setToolTip(withShortcut(tip, shortcut));
    action->setWhatsThis(tip);
    m_window->addAction(action);
    m_actions.append(action);
    return action;
}

QAction* ActionRegistry::find(const QString& id) const
{
    for (QAction* action : m_actions) {
        if (action->objectName() == id)
            return action;
    }
    Q_ASSERT_X(false, "ActionRegistry::find", qPrintable(id));
    return nullptr;
}

void ActionRegistry::setEnabled(QAction* action, bool enabled, const QString& whyNot)
{
    action->setEnabled(enabled);
    action->setProperty(kWhyNotProperty, whyNot);
    const QString tip = withShortcut(action->property(kTipProperty).toString(), action->shortcut());
    action->setToolTip(enabled || whyNot.isEmpty() ? tip : tip + QLatin1Char('\n') + whyNot);
}

QString ActionRegistry::plainText(QString text)
{
    static const QRegularExpression appended(QStringLiteral("\\(&.\\)"));
    return text.remove(appended).remove(QLatin1Char('&'));
}

QString ActionRegistry::whyNot(const QAction* action)
{
    if (action->isEnabled())
        return {};
    const QString said = action->property(kWhyNotProperty).toString();
    return said.isEmpty() ? tr("This cannot be done now.") : said;
}

} // namespace straightline::ui
