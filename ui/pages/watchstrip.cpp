// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/watchstrip.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/actionregistry.h"
#include "ui/icons.h"
#include "ui/models/sweeptables.h"
#include "ui/readonly.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kEveryMillis = 2'000;

} // namespace

WatchStrip::WatchStrip(EngineLink& link, ActionRegistry& actions, QWidget* parent)
    : QFrame(parent)
    , m_link(link)
    , m_actions(actions)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_stop(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("WatchStrip"));
    setProperty("card", true);
    m_text->setObjectName(QStringLiteral("watchTextLabel"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QAction* stop =
        m_actions.add(QStringLiteral("stopWatchAction"), tr("Stop watching the thresholds"), QStringLiteral("cancel"),
                      {}, tr("Leave the thresholds as they are: they are not rolled back any more"));
    stop->setIconText(tr("Stop watching"));
    connect(stop, &QAction::triggered, this, [this] {
        if (m_watch)
            m_link.start(CancelOperation{m_watch->operation}, tr("Stop watching %1").arg(fromUtf8(m_application)));
    });
    m_stop->setDefaultAction(stop);
    m_stop->setObjectName(QStringLiteral("stopWatchToolButton"));
    m_stop->setAccessibleName(stop->text());
    m_close->setText(tr("Close"));
    m_close->setToolTip(tr("Hide how the watch ended"));
    m_close->setObjectName(QStringLiteral("closeWatchToolButton"));
    m_close->setAccessibleName(tr("Hide how the watch ended"));
    for (QToolButton* each : {m_stop, m_close}) {
        each->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        each->setFocusPolicy(Qt::TabFocus);
    }
    connect(m_close, &QToolButton::clicked, this, [this] {
        m_read = m_watch ? m_watch->operation : 0;
        refresh();
    });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_stop);
    layout->addWidget(m_close);
    m_every.setInterval(kEveryMillis);
    connect(&m_every, &QTimer::timeout, this, &WatchStrip::ask);
    connect(&m_link, &EngineLink::operationsChanged, this, &WatchStrip::ask);
    refresh();
}

void WatchStrip::setApplication(const std::string& application)
{
    if (m_application == application)
        return;
    m_application = application;
    m_watch.reset();
    refresh();
    ask();
}

void WatchStrip::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void WatchStrip::setUsable(const QString& whyNot)
{
    m_whyNot = whyNot;
    refresh();
}

void WatchStrip::ask()
{
    const auto& operations = m_link.operations();
    const bool anyWatch =
        std::any_of(operations.begin(), operations.end(), [](const Operation& each) { return each.kind == "watch"; });
    if (m_application.empty() || m_asking || !anyWatch)
        return;
    m_asking = true;
    const QPointer<WatchStrip> guard(this);
    m_link.ask([](Engine& engine) { return engine.watches(); },
               [guard](const std::vector<ThresholdWatch>& watches) {
                   if (guard)
                       guard->take(watches);
               });
}

void WatchStrip::take(const std::vector<ThresholdWatch>& watches)
{
    m_asking = false;
    const auto found = std::find_if(watches.begin(), watches.end(),
                                    [this](const ThresholdWatch& each) { return each.application == m_application; });
    m_watch = found != watches.end() ? std::optional(*found) : std::nullopt;
    refresh();
}

void WatchStrip::refresh()
{
    const bool runs = m_watch && m_watch->isRunning();
    if (runs && !m_every.isActive())
        m_every.start();
    else if (!runs)
        m_every.stop();
    setVisible(m_watch && (runs || m_watch->operation != m_read));
    m_stop->setVisible(runs);
    m_close->setVisible(!runs);
    const QString whyNot = !m_whyNot.isEmpty() ? m_whyNot : runs ? whyReadOnly(m_link) : tr("Nothing is watched.");
    ActionRegistry::setEnabled(m_stop->defaultAction(), whyNot.isEmpty(), whyNot);
    if (!m_watch)
        return;
    const bool bad = m_watch->phase == WatchPhase::Outside || m_watch->phase == WatchPhase::RolledBack;
    const bool good = m_watch->phase == WatchPhase::Within || m_watch->keptWithin;
    const QString icon = bad ? QStringLiteral("warning") : good ? QStringLiteral("state-up") : QStringLiteral("info");
    const IconColor color = bad ? IconColor::Warning : good ? IconColor::Good : IconColor::Text;
    m_icon->setPixmap(themedIcon(icon, color).pixmap(16, 16));
    m_text->setText(m_watch->rollsBack || !runs ? watchText(*m_watch)
                                                : tr("%1 It is not rolled back by itself.").arg(watchText(*m_watch)));
}

} // namespace straightline::ui
