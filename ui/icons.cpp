// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

QColor colorOf(IconColor color, QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    if (mode == QIcon::Selected && color == IconColor::Text)
        return palette.color(QPalette::HighlightedText);
    const ThemeColors& c = themeColors(palette);
    switch (color) {
    case IconColor::Text:
        return c.text;
    case IconColor::Muted:
        return c.muted;
    case IconColor::Accent:
        return c.accent;
    case IconColor::Good:
        return c.good;
    case IconColor::Warning:
        return c.warning;
    case IconColor::Bad:
        return c.failureText;
    case IconColor::Local:
        return c.tierLine[0];
    case IconColor::Container:
        return c.tierLine[1];
    case IconColor::Serverless:
        return c.tierLine[2];
    }
    return c.text;
}

/// Paints one SVG, its currentColor replaced. GUI thread; owned by its QIcon.
class SvgIconEngine final : public QIconEngine
{
public:
    SvgIconEngine(QString name, IconColor color)
        : m_name(std::move(name))
        , m_color(color)
    {
    }

    QIconEngine* clone() const override { return new SvgIconEngine(m_name, m_color); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QFile file(QStringLiteral(":/straightline/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly))
            return;
        QByteArray svg = file.readAll();
        svg.replace("currentColor", colorOf(m_color, mode).name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = QStringLiteral("straightline/%1/%2/%3x%4")
                                .arg(m_name, colorOf(m_color, mode).name())
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

private:
    QString m_name;
    IconColor m_color;
};

} // namespace

QIcon themedIcon(const QString& name, IconColor color)
{
    return QIcon(new SvgIconEngine(name, color));
}

QIcon tierIcon(Tier tier)
{
    switch (tier) {
    case Tier::Local:
        return themedIcon(QStringLiteral("tier-local"), IconColor::Local);
    case Tier::Container:
        return themedIcon(QStringLiteral("tier-container"), IconColor::Container);
    case Tier::Serverless:
        return themedIcon(QStringLiteral("tier-serverless"), IconColor::Serverless);
    }
    return {};
}

QIcon stateIcon(BackendState state)
{
    switch (state) {
    case BackendState::Unknown:
        return themedIcon(QStringLiteral("state-unknown"), IconColor::Muted);
    case BackendState::Starting:
        return themedIcon(QStringLiteral("state-starting"), IconColor::Warning);
    case BackendState::Up:
        return themedIcon(QStringLiteral("state-up"), IconColor::Good);
    case BackendState::Draining:
        return themedIcon(QStringLiteral("state-draining"), IconColor::Warning);
    case BackendState::Down:
        return themedIcon(QStringLiteral("state-down"), IconColor::Bad);
    case BackendState::Failed:
        return themedIcon(QStringLiteral("state-failed"), IconColor::Bad);
    }
    return {};
}

} // namespace straightline::ui
