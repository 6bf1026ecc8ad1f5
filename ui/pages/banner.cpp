// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/icons.h"
#include "ui/text/enginetext.h"
#include "ui/text/trouble.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kShownLines = 8; ///< of the folded ones, before they scroll
constexpr int kLeastLines = 1; ///< where the window is low
constexpr int kIndent = 28;    ///< under the text of the first, beside the icon

QLabel* wrappedLabel(const char* objectName, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(objectName));
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText); // of paragraphOf(), which takes all markup out
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// What it is in bold, the rest under it.
QString paragraphOf(const QString& title, const QStringList& rest)
{
    QStringList lines{QStringLiteral("<b>%1</b>").arg(title.toHtmlEscaped())};
    for (const QString& line : rest)
        lines.append(line.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    return lines.join(QStringLiteral("<br>"));
}

QString paragraphOf(const Trouble& trouble)
{
    const QString detail = QStringLiteral("%1 (%2)").arg(troubleTime(trouble), engineText(trouble.detail));
    return paragraphOf(troubleTitle(trouble), {QStringLiteral("\u2192 ") + troubleStep(trouble), detail});
}

} // namespace

Banner::Banner(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(wrappedLabel("bannerLabel", this))
    , m_rest(wrappedLabel("otherTroublesLabel", this))
    , m_restArea(new QScrollArea(this))
    , m_show(addButton("showTroubleToolButton", tr("Go to the backend that this is about")))
    , m_more(addButton("moreTroublesToolButton", tr("Show or hide what else is wrong")))
    , m_close(addButton("closeBannerToolButton", tr("Close this message")))
{
    setObjectName(QStringLiteral("degradedBanner"));
    setProperty("card", true);
    setAccessibleName(tr("What is degraded"));
    m_show->setText(tr("Show the backend"));
    m_more->setCheckable(true);
    m_close->setIcon(themedIcon(QStringLiteral("cancel")));
    m_restArea->setObjectName(QStringLiteral("otherTroublesScrollArea"));
    m_restArea->setAccessibleName(tr("What else is wrong"));
    m_restArea->setWidget(m_rest);
    m_restArea->setWidgetResizable(true);
    m_restArea->setFrameShape(QFrame::NoFrame);
    m_restArea->setMinimumHeight(fontMetrics().lineSpacing() * kLeastLines);
    m_restArea->setMaximumHeight(fontMetrics().lineSpacing() * kShownLines);
    m_restArea->viewport()->setAutoFillBackground(false);
    m_rest->setAutoFillBackground(false);
    m_rest->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_rest->setContentsMargins(kIndent, 4, 0, 0);
    connect(m_show, &QToolButton::clicked, this, [this] {
        if (!m_troubles.empty())
            Q_EMIT backendWanted(fromUtf8(m_troubles.front().subject));
    });
    connect(m_more, &QToolButton::toggled, this, &Banner::refreshRest);
    connect(m_close, &QToolButton::clicked, this, [this] {
        m_failure.clear();
        refresh();
    });
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_text, 1);
    for (QToolButton* button : {m_show, m_more, m_close})
        head->addWidget(button, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_restArea);
    refresh();
}

QToolButton* Banner::addButton(const char* objectName, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(objectName));
    button->setAutoRaise(true);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    return button;
}

void Banner::showTroubles(const std::vector<Trouble>& troubles)
{
    if (troubles == m_troubles)
        return;
    m_troubles = troubles;
    refresh();
}

void Banner::showFailure(const QString& what, const QString& why)
{
    m_failure = paragraphOf(tr("Failed: %1").arg(what), {why});
    refresh();
}

void Banner::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        refresh(); // the icon has the theme's colour
    QFrame::changeEvent(event);
}

void Banner::showSilence(const QString& text)
{
    m_silence = text.isEmpty()
                    ? QString()
                    : paragraphOf(text.section(QLatin1Char('\n'), 0, 0), {text.section(QLatin1Char('\n'), 1)});
    refresh();
}

void Banner::refresh()
{
    m_icon->setPixmap(themedIcon(QStringLiteral("warning"), IconColor::Warning).pixmap(20, 20));
    QStringList parts;
    if (!m_silence.isEmpty())
        parts.append(m_silence);
    if (!m_failure.isEmpty())
        parts.append(m_failure);
    if (!m_troubles.empty())
        parts.append(paragraphOf(m_troubles.front()));
    m_text->setText(parts.join(QStringLiteral("<br>")));
    setAccessibleDescription(QTextDocumentFragment::fromHtml(m_text->text()).toPlainText());
    m_close->setVisible(!m_failure.isEmpty());
    m_show->setVisible(!m_troubles.empty() && isAboutBackend(m_troubles.front()));
    const int others = static_cast<int>(m_troubles.size()) - 1;
    m_more->setVisible(others > 0);
    m_more->setText(tr("%n more", nullptr, others));
    refreshRest();
    setVisible(!parts.isEmpty());
    Q_EMIT shown(!parts.isEmpty());
}

void Banner::refreshRest()
{
    QStringList lines;
    for (std::size_t i = 1; i < m_troubles.size(); ++i)
        lines.append(paragraphOf(m_troubles[i]));
    m_rest->setText(lines.join(QStringLiteral("<br>")));
    m_restArea->setVisible(m_more->isChecked() && !lines.isEmpty());
}

} // namespace straightline::ui
