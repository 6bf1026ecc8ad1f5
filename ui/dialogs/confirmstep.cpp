// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/confirmstep.h"

#include "ui/enginelink.h"
#include "ui/text/effects.h"

namespace straightline::ui
{

void confirmStep(QWidget* parent, const EngineLink& link, const Restore& step, Confirmation question,
                 const std::function<void()>& take)
{
    question.effects = restoreEffects(link.snapshot().get(), step);
    if (question.effects.isEmpty())
        return take();
    confirm(parent, question, take);
}

} // namespace straightline::ui
