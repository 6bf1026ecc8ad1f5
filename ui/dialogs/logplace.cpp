// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/logplace.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/dialogs/logdialog.h"
#include "ui/enginelink.h"

namespace straightline::ui
{

LogPlace::LogPlace(EngineLink& link, int margin, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_margin(margin)
    , m_nothing(new QLabel(tr("Choose a backend or a container to see its log here."), this))
{
    setObjectName(QStringLiteral("LogPlace"));
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(margin);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_nothing);
}

void LogPlace::show(const BackendId& id)
{
    if (id.empty() || id == m_id)
        return;
    delete m_log;
    m_id = id;
    m_nothing->hide();
    m_log = new LogDialog(m_link, id, this);
    m_log->setWindowFlags(Qt::Widget);
    m_log->layout()->setContentsMargins(m_margin, 8, m_margin, m_margin);
    m_log->setAttribute(Qt::WA_DeleteOnClose, false);
    m_log->setAccessibleName(m_log->windowTitle());
    layout()->addWidget(m_log);
    m_log->QWidget::show();
}

} // namespace straightline::ui
