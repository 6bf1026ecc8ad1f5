// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QColor>
#include <QObject>
#include <QPalette>

#include "engine/api/words.h"

namespace straightline::ui
{

/// Every colour the console draws with. Tier colours are the same on all pages (colour-blind safe); each also has a
/// marker and a line style, so that nothing is told by colour alone.
struct ThemeColors {
    QColor window, surface, sidebar, text, muted, border, grid, accent, chosen;
    QColor handle;                           ///< of scroll bars: at least 3:1 on the surface
    std::array<QColor, kTierCount> tier;     ///< fills and markers
    std::array<QColor, kTierCount> tierLine; ///< lines and words: at least 3:1 on the surface
    QColor failure, failureText, threshold, thresholdText, good, warning;
    std::array<QColor, 4> stage; ///< queue, connect, backend, transfer
    std::array<QColor, 6> plain; ///< lines that are no tier: applications, sizes
};

/// The colours that belong to a palette: of the light, the dark or the high contrast theme.
const ThemeColors& themeColors(const QPalette& palette);

Qt::PenStyle tierPen(Tier tier);

/// Light, dark, high contrast, or what the desktop says; applies to the whole program and remembers the choice.
/// GUI thread; owned by the main window.
class ThemeSwitch : public QObject
{
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark, HighContrast };
    Q_ENUM(Mode)

    explicit ThemeSwitch(QObject* parent = nullptr);
    Mode mode() const { return m_mode; }
    bool isDark() const; ///< light text on a dark ground
    bool isHighContrast() const;
    void setMode(Mode mode);

Q_SIGNALS:
    void changed();

private:
    void applyColors();

    Mode m_mode = Mode::System;
    bool m_systemIsDark = false;
    bool m_systemWantsContrast = false;
};

} // namespace straightline::ui
