// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QString>
#include <QStringList>

class QWidget;

namespace straightline::ui
{

/// A question before something is taken away: names the object and the effects.
struct Confirmation {
    QString name; ///< of the object: "removeBackend" makes removeBackendMessageBox
    QString title;
    QString question;
    QStringList effects;
    QString accept;     ///< the button's word
    QString acceptName; ///< the button's object name
};

/// Opens it without blocking; Cancel is what Enter and Esc do. Runs `accepted` while `parent` lives.
void confirm(QWidget* parent, const Confirmation& what, const std::function<void()>& accepted);

} // namespace straightline::ui
