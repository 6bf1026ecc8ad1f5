// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QApplication>
#include <QSettings>
#include <QStyle>
#include <QStyleFactory>

#include "ui/systemtheme.h"

namespace straightline::ui
{
namespace
{

constexpr auto kSettingsKey = "appearance/theme";

QColor rgb(unsigned value)
{
    return QColor::fromRgb(value);
}

ThemeColors lightColors()
{
    ThemeColors c;
    c.window = rgb(0xF3F5F8);
    c.surface = rgb(0xFFFFFF);
    c.sidebar = rgb(0xE9EDF2);
    c.text = rgb(0x1B2430);
    c.muted = rgb(0x56616E);
    c.border = rgb(0xD3DAE2);
    c.grid = rgb(0xE4E9EF);
    c.handle = rgb(0x7F8995);
    c.accent = rgb(0x5B5BD6);
    c.chosen = rgb(0xE4E4FA);
    c.tier = {rgb(0x0072B2), rgb(0xE69F00), rgb(0x009E73)};
    c.tierLine = {rgb(0x0072B2), rgb(0xA06C00), rgb(0x00855F)};
    c.failure = rgb(0xD55E00);
    c.failureText = rgb(0xB34700);
    c.threshold = rgb(0xCC79A7);
    c.thresholdText = rgb(0xA03E76);
    c.good = rgb(0x1A7F4B);
    c.warning = rgb(0x9A5B00);
    c.stage = {rgb(0xB9BFD0), rgb(0x8A93B2), rgb(0x5B5BD6), rgb(0x2F3370)};
    c.plain = {rgb(0x5B5BD6), rgb(0x8A5A2B), rgb(0x4B7A8C), rgb(0x8E4A9E), rgb(0x6B7280), rgb(0x7A8B1F)};
    return c;
}

ThemeColors darkColors()
{
    ThemeColors c;
    c.window = rgb(0x13171C);
    c.surface = rgb(0x1B2027);
    c.sidebar = rgb(0x171C22);
    c.text = rgb(0xE7EBF0);
    c.muted = rgb(0x9DA8B5);
    c.border = rgb(0x343D48);
    c.grid = rgb(0x29313A);
    c.handle = rgb(0x6B7684);
    c.accent = rgb(0x9A98F5);
    c.chosen = rgb(0x33335F);
    c.tier = {rgb(0x3F9BDD), rgb(0xF0B232), rgb(0x21B98A)};
    c.tierLine = {rgb(0x58AEEA), rgb(0xF0B232), rgb(0x2CC79A)};
    c.failure = rgb(0xFF7B2E);
    c.failureText = rgb(0xFF9353);
    c.threshold = rgb(0xDB8FBA);
    c.thresholdText = rgb(0xEBA9CC);
    c.good = rgb(0x43CE90);
    c.warning = rgb(0xF0B55A);
    c.stage = {rgb(0x4A5263), rgb(0x6D7896), rgb(0x9A98F5), rgb(0xCFCEFF)};
    c.plain = {rgb(0x9A98F5), rgb(0xD9A066), rgb(0x7FB9CC), rgb(0xD08CE0), rgb(0xA7B0BC), rgb(0xBCCB5A)};
    return c;
}

/// Black ground and white words, every line and border bright: at least 7:1 for words, 4.5:1 for lines.
ThemeColors highContrastColors()
{
    ThemeColors c;
    c.window = rgb(0x000000);
    c.surface = rgb(0x000000);
    c.sidebar = rgb(0x000000);
    c.text = rgb(0xFFFFFF);
    c.muted = rgb(0xE2E2E2);
    c.border = rgb(0xBFBFBF);
    c.grid = rgb(0x7A7A7A);
    c.handle = rgb(0xBFBFBF);
    c.accent = rgb(0xFFE14D);
    c.chosen = rgb(0x003A8C);
    c.tier = {rgb(0x5CC2FF), rgb(0xFFC23D), rgb(0x3DE8B0)};
    c.tierLine = c.tier;
    c.failure = rgb(0xFF8A47);
    c.failureText = rgb(0xFFA066);
    c.threshold = rgb(0xFF9AD5);
    c.thresholdText = rgb(0xFFB3DF);
    c.good = rgb(0x4DF09B);
    c.warning = rgb(0xFFCC66);
    c.stage = {rgb(0x8C96AD), rgb(0xB4BDD2), rgb(0xFFE14D), rgb(0xFFFFFF)};
    c.plain = {rgb(0xFFE14D), rgb(0xFFB070), rgb(0x8FE3FF), rgb(0xF0A8FF), rgb(0xD0D0D0), rgb(0xD6E86A)};
    return c;
}

QPalette highContrastPalette(const ThemeColors& c)
{
    QPalette palette(c.text, c.window);
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::Button,
                            QPalette::ToolTipBase, QPalette::Dark, QPalette::Shadow})
        palette.setColor(role, c.window);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, c.text);
    for (const auto role : {QPalette::Light, QPalette::Midlight, QPalette::Mid})
        palette.setColor(role, c.border);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::BrightText, c.failureText);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.window);
    palette.setColor(QPalette::Link, c.accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, rgb(0xA6A6A6));
    return palette;
}

QPalette paletteOf(const ThemeColors& c, bool dark)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, dark ? rgb(0x262E38) : c.surface); // fields stand out from cards
    palette.setColor(QPalette::AlternateBase, dark ? rgb(0x1F252D) : rgb(0xF8FAFC));
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, dark ? rgb(0x242B34) : rgb(0xFFFFFF));
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.failureText);
    palette.setColor(QPalette::ToolTipBase, dark ? rgb(0x2A323C) : rgb(0xFFFFFF));
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Highlight, dark ? rgb(0x4A48B8) : rgb(0x5252CC));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::Light, dark ? rgb(0x20262E) : rgb(0xFFFFFF));
    palette.setColor(QPalette::Midlight, c.border);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, dark ? rgb(0x0C0F13) : rgb(0xB6BFCA));
    palette.setColor(QPalette::Shadow, dark ? rgb(0x000000) : rgb(0x8C96A3));
    const QColor off = dark ? rgb(0x687380) : rgb(0x8D97A3);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, off);
    return palette;
}

QString styleSheetOf(const ThemeColors& c)
{
    // Only what a palette cannot say; sizes are multiples of 8 px or halves of it.
    return QStringLiteral(R"(
QToolTip { border: 1px solid %1; padding: 4px; }
QToolBar { background: %2; border: 0; border-bottom: 1px solid %1; padding: 4px 8px; spacing: 8px; }
QStatusBar { background: %2; border-top: 1px solid %1; }
QStatusBar::item { border: 0; }
QListView#NavigationListView { background: %3; border: 0; border-right: 1px solid %1; padding: 8px 0; outline: 0; }
QListView#NavigationListView::item { padding: 8px 12px; margin: 2px 8px; border-radius: 6px; color: %4; }
QListView#NavigationListView::item:selected { background: %5; color: palette(highlighted-text); }
QFrame[card="true"] { background: %6; border: 1px solid %1; border-radius: 6px; }
QFrame[card="true"] QLabel { background: transparent; border: 0; }
QLabel[muted="true"] { color: %7; }
QLabel[heading="true"] { font-size: 15pt; font-weight: 600; }
QLabel[bad="true"] { color: %8; }
QTableView { border: 1px solid %1; border-radius: 6px; gridline-color: transparent; background: %6; }
QPlainTextEdit { background: %6; border: 1px solid %1; border-radius: 4px; }
QPlainTextEdit:focus { border-color: %10; }
QCheckBox::indicator, QRadioButton::indicator { width: 13px; height: 13px; border: 1px solid %11; background: palette(base); }
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked { background: palette(highlight); border-color: %10; image: url(:/straightline/icons/check.svg); }
QRadioButton::indicator:checked { width: 7px; height: 7px; border: 4px solid %10; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: %1; }
QCheckBox::indicator:checked:disabled { background: %11; }
QTabWidget::pane { border: 1px solid %1; border-radius: 4px; background: %6; }
QHeaderView { background: %6; }
QHeaderView::section { background: %6; border: 0; border-bottom: 1px solid %1; padding: 6px 7px; color: %7; }
QTableView { selection-background-color: %9; selection-color: %4; }
QTableView:focus { border-color: %10; }
QLineEdit { padding: 1px 4px; }
QPushButton { padding: 3px 12px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: %11; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: %7; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolButton { padding: 4px 6px; border: 1px solid transparent; border-radius: 4px; }
QToolButton[chip="true"], QToolButton[framed="true"] { border-color: %1; }
QToolButton[small="true"] { padding: 1px 4px; }
QToolButton:hover { border-color: %1; }
QToolButton:pressed { background: %1; }
QToolButton:checked { background: %9; border-color: %10; }
QToolButton:focus { border-color: %10; }
QToolButton::menu-indicator { image: none; }
QWidget[invalid="true"] { border: 1px solid %8; border-radius: 3px; }
)")
        .arg(c.border.name(), c.window.name(), c.sidebar.name(), c.text.name(), QStringLiteral("palette(highlight)"),
             c.surface.name(), c.muted.name(), c.failureText.name(), c.chosen.name(), c.accent.name(), c.handle.name());
}

/// What the style draws from shades of the window's colour, which black has none of: borders and focus.
QString highContrastSheet(const ThemeColors& c)
{
    return QStringLiteral(R"(
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QListView, QTreeView { border: 1px solid %1; }
QComboBox, QAbstractSpinBox { padding: 2px 4px; min-height: 16px; }
QComboBox::drop-down { border: 0; width: 20px; }
QComboBox::down-arrow { image: url(:/straightline/icons/contrast-down.svg); width: 10px; height: 10px; }
QAbstractSpinBox::up-button { border: 0; width: 18px; subcontrol-position: top right; }
QAbstractSpinBox::down-button { border: 0; width: 18px; subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(:/straightline/icons/contrast-up.svg); width: 8px; height: 8px; }
QAbstractSpinBox::down-arrow { image: url(:/straightline/icons/contrast-down.svg); width: 8px; height: 8px; }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::down-arrow:off { image: none; }
QCheckBox::indicator { border: 1px solid %1; width: 13px; height: 13px; }
QCheckBox::indicator:checked { background: %2; image: url(:/straightline/icons/contrast-check.svg); }
QCheckBox::indicator:disabled { border-color: #A6A6A6; }
QPushButton { border: 1px solid %1; border-radius: 4px; padding: 5px 12px; }
QTabBar::tab { border: 1px solid %1; padding: 4px 10px; margin-right: 2px; }
QTabBar::tab:selected { background: palette(highlight); color: palette(highlighted-text); }
QPushButton:default { border: 2px solid %2; }
QToolButton { border: 1px solid %1; }
QMenu { border: 1px solid %1; }
QMenu::item:selected, QMenuBar::item:selected { background: palette(highlight); color: palette(highlighted-text); }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPushButton:focus, QAbstractItemView:focus
{ border: 2px solid %2; }
QProgressBar { border: 1px solid %1; text-align: center; }
QProgressBar::chunk { background: %3; }
QSplitter::handle:hover, QSplitter::handle:pressed { background: %1; }
)")
        .arg(c.border.name(), c.accent.name(), c.chosen.name());
}

} // namespace

const ThemeColors& themeColors(const QPalette& palette)
{
    static const ThemeColors light = lightColors();
    static const ThemeColors dark = darkColors();
    static const ThemeColors highContrast = highContrastColors();
    const QColor window = palette.color(QPalette::Window);
    return window == highContrast.window ? highContrast : window.lightness() < 128 ? dark : light;
}

Qt::PenStyle tierPen(Tier tier)
{
    switch (tier) {
    case Tier::Local:
        return Qt::SolidLine;
    case Tier::Container:
        return Qt::DashLine;
    case Tier::Serverless:
        return Qt::DotLine;
    }
    return Qt::SolidLine;
}

ThemeSwitch::ThemeSwitch(QObject* parent)
    : QObject(parent)
    , m_systemIsDark(QApplication::palette().color(QPalette::Window).lightness() < 128)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QSettings settings(QStringLiteral("StraightLine"), QStringLiteral("Console"));
    const int stored = settings.value(QLatin1String(kSettingsKey), 0).toInt();
    m_mode = stored >= 0 && stored <= static_cast<int>(Mode::HighContrast) ? static_cast<Mode>(stored) : Mode::System;
    auto* system = new SystemTheme(this);
    connect(system, &SystemTheme::darkChanged, this, [this](bool dark) {
        if (m_systemIsDark == dark)
            return;
        m_systemIsDark = dark;
        if (m_mode == Mode::System)
            applyColors();
    });
    connect(system, &SystemTheme::contrastChanged, this, [this](bool high) {
        if (std::exchange(m_systemWantsContrast, high) != high && m_mode == Mode::System)
            applyColors();
    });
    applyColors();
}

bool ThemeSwitch::isDark() const
{
    return isHighContrast() || (m_mode == Mode::System ? m_systemIsDark : m_mode == Mode::Dark);
}

bool ThemeSwitch::isHighContrast() const
{
    return m_mode == Mode::System ? m_systemWantsContrast : m_mode == Mode::HighContrast;
}

void ThemeSwitch::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"))
        .setValue(QLatin1String(kSettingsKey), static_cast<int>(mode));
    applyColors();
}

void ThemeSwitch::applyColors()
{
    const bool high = isHighContrast();
    const QPalette palette =
        high ? highContrastPalette(highContrastColors()) : paletteOf(isDark() ? darkColors() : lightColors(), isDark());
    const ThemeColors& colors = themeColors(palette);
    QApplication::setPalette(palette);
    qApp->setStyleSheet(styleSheetOf(colors) + (high ? highContrastSheet(colors) : QString()));
    Q_EMIT changed();
}

} // namespace straightline::ui
