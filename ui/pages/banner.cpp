// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/banner.h"

#include <QHBoxLayout>
#include <QTime>
#include <QToolButton>

#include "ui/icons.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

Banner::Banner(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_close(nullptr)
{
    setObjectName(QStringLiteral("degradedBanner"));
    setProperty("card", true);
    setAccessibleName(tr("What is degraded"));
    auto* icon = new QLabel(this);
    icon->setPixmap(themedIcon(QStringLiteral("warning"), IconColor::Warning).pixmap(20, 20));
    m_text->setObjectName(QStringLiteral("bannerLabel"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeBannerToolButton"));
    close->setAutoRaise(true);
    close->setIcon(themedIcon(QStringLiteral("cancel")));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    connect(close, &QToolButton::clicked, this, [this] {
        m_failure.clear();
        refresh();
    });
    m_close = close;
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    refresh();
}

void Banner::showDegraded(const std::vector<std::string>& sentences)
{
    std::map<std::string, QString> now;
    for (const std::string& sentence : sentences) {
        const auto known = m_since.find(sentence);
        now[sentence] = known != m_since.end() ? known->second : QTime::currentTime().toString(QStringLiteral("HH:mm"));
    }
    if (now == m_since)
        return;
    m_since = std::move(now);
    refresh();
}

void Banner::showFailure(const QString& what, const QString& why)
{
    m_failure = tr("Failed: %1").arg(what) + QLatin1Char('\n') + why;
    refresh();
}

void Banner::refresh()
{
    QStringList lines;
    if (!m_failure.isEmpty())
        lines.append(m_failure);
    for (const auto& [sentence, since] : m_since)
        lines.append(tr("%1 (since %2)").arg(fromUtf8(sentence), since));
    m_text->setText(lines.join(QLatin1Char('\n')));
    setAccessibleDescription(m_text->text());
    m_close->setVisible(!m_failure.isEmpty());
    setVisible(!lines.isEmpty());
}

} // namespace straightline::ui
