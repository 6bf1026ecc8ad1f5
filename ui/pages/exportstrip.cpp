// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/exportstrip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStyle>
#include <QToolButton>

#include "ui/icons.h"

namespace straightline::ui
{
namespace
{
constexpr int kLingerMillis = 8'000;
} // namespace

ExportStrip::ExportStrip(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_button(new QToolButton(this))
{
    setProperty("card", true);
    setObjectName(QStringLiteral("exportStrip"));
    m_text->setObjectName(QStringLiteral("exportLabel"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_progress->setObjectName(QStringLiteral("exportProgressBar"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_progress->setFixedWidth(200);
    m_progress->setFormat(QStringLiteral("%p %"));
    m_button->setObjectName(QStringLiteral("cancelExportToolButton"));
    m_button->setIcon(themedIcon(QStringLiteral("cancel")));
    m_button->setAccessibleName(tr("Cancel the export"));
    m_button->setToolTip(tr("Stop; no file is written"));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_button, &QToolButton::clicked, this, [this] {
        if (m_running)
            Q_EMIT cancelled();
        else
            hide();
    });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_button);
    m_linger.setSingleShot(true);
    m_linger.setInterval(kLingerMillis);
    connect(&m_linger, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void ExportStrip::showProgress(const QString& text, int done, int all)
{
    m_running = true;
    m_linger.stop();
    setBad(false);
    m_text->setText(text);
    m_progress->setRange(0, all);
    m_progress->setValue(done);
    m_progress->setVisible(true);
    m_button->setText(tr("Cancel"));
    m_button->setToolTip(tr("Stop; no file is written"));
    m_button->setAccessibleName(tr("Cancel the export"));
    setVisible(true);
}

void ExportStrip::setBad(bool bad)
{
    m_text->setProperty("bad", bad);
    m_text->style()->unpolish(m_text);
    m_text->style()->polish(m_text);
}

void ExportStrip::showEnd(bool worked, const QString& told)
{
    m_running = false;
    setBad(!worked);
    m_text->setText(told);
    m_progress->setVisible(false);
    m_button->setText(tr("Close"));
    m_button->setToolTip(tr("Close this message"));
    m_button->setAccessibleName(tr("Close this message"));
    if (worked)
        m_linger.start();
    setVisible(true);
}

} // namespace straightline::ui
