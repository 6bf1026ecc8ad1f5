// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweeppanel.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/charts/heatmap.h"
#include "ui/models/sweeptables.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

SweepPanel::SweepPanel(EngineLink& link, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_actions(actions)
    , m_map(new HeatMap(this))
    , m_goal(new QComboBox(this))
    , m_steps(new QComboBox(this))
    , m_state(new QLabel(this))
    , m_advice(new QLabel(this))
{
    setObjectName(QStringLiteral("SweepPanel"));
    buildActions();
    m_advice->setObjectName(QStringLiteral("sweepAdviceLabel"));
    m_advice->setWordWrap(true);
    m_advice->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_advice, 1);
    foot->addWidget(buttonOf("tryRecommendedAction"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(buildHead());
    layout->addWidget(m_map, 1);
    layout->addLayout(foot);
    connect(m_map, &HeatMap::pointChosen, this, &SweepPanel::pointChosen);
    connect(m_goal, &QComboBox::currentIndexChanged, this, &SweepPanel::refresh);
    connect(&m_link, &EngineLink::operationsChanged, this, &SweepPanel::followOperations);
    refresh();
}

void SweepPanel::buildActions()
{
    const auto add = [this](const char* id, const QString& text, const QString& shortText, const char* icon,
                            const QString& tip, void (SweepPanel::*slot)()) {
        QAction* action = m_actions.add(QLatin1String(id), text, QLatin1String(icon), {}, tip);
        action->setIconText(shortText);
        connect(action, &QAction::triggered, this, slot);
    };
    add("sweepThresholdsAction", tr("Sweep the thresholds"), tr("Sweep"), "whatif",
        tr("Try every pair of F and D of a grid on the recorded requests, and look for a better pair; nothing changes"),
        &SweepPanel::begin);
    add("cancelSweepAction", tr("Stop the sweep"), tr("Stop"), "cancel",
        tr("Stop the sweep that runs; what was tried by then is kept"), &SweepPanel::cancel);
    QAction* use = m_actions.add(QStringLiteral("tryRecommendedAction"), tr("Try the recommended thresholds"),
                                 QStringLiteral("state-up"), {},
                                 tr("Move F and D of this page to the recommended pair; nothing changes yet"));
    use->setIconText(tr("Try it"));
    connect(use, &QAction::triggered, this, [this] {
        if (m_sweep)
            Q_EMIT pointChosen(m_sweep->advice.thresholds);
    });
}

QToolButton* SweepPanel::buttonOf(const char* id)
{
    QAction* action = m_actions.find(QLatin1String(id));
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(id) + QStringLiteral("ToolButton"));
    button->setAccessibleName(action->text());
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QWidget* SweepPanel::buildHead()
{
    auto* head = new QWidget(this);
    m_goal->setObjectName(QStringLiteral("sweepGoalComboBox"));
    m_goal->setAccessibleName(tr("Goal"));
    m_goal->setToolTip(tr("What the colours show, and what the next sweep looks for"));
    for (const Goal each : {Goal::P95, Goal::Failures, Goal::Cost})
        m_goal->addItem(goalTitle(each), static_cast<int>(each));
    m_steps->setObjectName(QStringLiteral("sweepStepsComboBox"));
    m_steps->setAccessibleName(tr("Grid"));
    m_steps->setToolTip(tr("How many F × how many D the next sweep tries"));
    for (const int each : {8, 16, 32, 64})
        m_steps->addItem(QStringLiteral("%1 × %1").arg(each), each);
    m_steps->setCurrentIndex(1);
    m_state->setObjectName(QStringLiteral("sweepStateLabel"));
    m_state->setProperty("muted", true);
    m_state->setWordWrap(true);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_goal);
    layout->addWidget(m_steps);
    layout->addWidget(buttonOf("sweepThresholdsAction"));
    layout->addWidget(buttonOf("cancelSweepAction"));
    layout->addWidget(m_state, 1);
    return head;
}

Goal SweepPanel::goal() const
{
    return static_cast<Goal>(m_goal->currentData().toInt());
}

void SweepPanel::setApplication(const std::string& application)
{
    if (m_application == application)
        return;
    m_application = application;
    m_sweep.reset();
    m_running.reset();
    m_endedOperation = 0;
    m_watchOperation = 0;
    m_failure.clear();
    m_opensLatest = true;
    refresh();
    Q_EMIT sweepShown();
    Q_EMIT sweepsListed({});
    reload();
    followOperations();
}

void SweepPanel::setPairs(const Thresholds& present, const Thresholds& tried)
{
    m_map->setPairs(present, tried);
}

void SweepPanel::setUsable(const QString& whyNot)
{
    m_whyNot = whyNot;
    refresh();
}

void SweepPanel::begin()
{
    const auto steps = static_cast<std::uint32_t>(m_steps->currentData().toInt());
    m_failure.clear();
    m_link.start(SweepThresholds{m_application, goal(), steps, steps},
                 tr("Sweep of the thresholds of %1").arg(fromUtf8(m_application)));
}

void SweepPanel::cancel()
{
    if (m_running)
        m_link.start(CancelOperation{m_running->id},
                     tr("Stop the sweep of the thresholds of %1").arg(fromUtf8(m_application)));
}

/// Sweeps run in the engine, whoever began them: what another console has begun is shown as well.
void SweepPanel::followOperations()
{
    if (m_application.empty())
        return;
    const Operation* running = nullptr;
    const Operation* ended = nullptr;
    std::uint64_t watch = m_watchOperation;
    for (const Operation& each : m_link.operations()) {
        if (each.subject != m_application)
            continue;
        if (each.kind == "watch")
            watch = std::max(watch, each.id);
        if (each.kind != "sweep")
            continue;
        const Operation*& latest = each.state == OperationState::Running ? running : ended;
        if (latest == nullptr || each.id > latest->id)
            latest = &each;
    }
    m_running = running != nullptr ? std::optional(*running) : std::nullopt;
    if (ended != nullptr && ended->id > m_endedOperation) {
        const bool isNew = m_endedOperation != 0 || !m_opensLatest;
        m_endedOperation = ended->id;
        if (isNew)
            m_failure = ended->state == OperationState::Failed ? engineText(ended->step) : QString();
        m_opensLatest = m_opensLatest || ended->state != OperationState::Failed;
        reload();
    } else if (watch != m_watchOperation) {
        reload();
    }
    m_watchOperation = watch;
    refresh();
}

void SweepPanel::reload()
{
    if (m_application.empty())
        return;
    const QPointer<SweepPanel> guard(this);
    m_link.ask([name = m_application](Engine& engine) { return engine.sweeps(name); },
               [guard, name = m_application](const Result<std::vector<ThresholdSweep>>& sweeps) {
                   if (guard && guard->m_application == name)
                       guard->takeList(sweeps);
               });
}

void SweepPanel::takeList(const Result<std::vector<ThresholdSweep>>& sweeps)
{
    if (!sweeps) {
        m_failure = errorText(sweeps.error());
        return refresh();
    }
    Q_EMIT sweepsListed(*sweeps);
    if (m_opensLatest && !sweeps->empty())
        openSweep(sweeps->front().id);
    m_opensLatest = false;
}

void SweepPanel::openSweep(std::uint64_t id)
{
    const QPointer<SweepPanel> guard(this);
    m_link.ask([id](Engine& engine) { return engine.sweep(id); },
               [guard, name = m_application](const Result<ThresholdSweep>& sweep) {
                   if (guard && guard->m_application == name)
                       guard->takeSweep(sweep);
               });
}

void SweepPanel::takeSweep(const Result<ThresholdSweep>& sweep)
{
    if (sweep) {
        m_sweep = *sweep;
        m_failure.clear();
        m_goal->setCurrentIndex(std::max(0, m_goal->findData(static_cast<int>(sweep->goal))));
    } else {
        m_failure = errorText(sweep.error());
    }
    refresh();
    Q_EMIT sweepShown();
}

void SweepPanel::refresh()
{
    if (m_sweep)
        m_map->show(*m_sweep, goal());
    else
        m_map->showNothing(m_running ? tr("The first sweep of this application is being made…")
                                     : tr("No sweep of this application yet. Sweep tries every pair of F and D of a "
                                          "grid on its recorded requests."));
    if (m_running)
        m_state->setText(tr("%1 %: %2")
                             .arg(static_cast<int>(std::clamp(m_running->progress, 0.0, 1.0) * 100.0))
                             .arg(engineText(m_running->step)));
    else if (!m_failure.isEmpty())
        m_state->setText(tr("Failed: %1").arg(m_failure));
    else
        m_state->setText(m_sweep ? sweepTitle(*m_sweep) : QString());
    m_state->setToolTip(m_state->text());
    m_advice->setVisible(m_sweep.has_value());
    m_advice->setText(m_sweep ? adviceText(*m_sweep) : QString());
    const auto set = [this](const char* id, const QString& whyNot) {
        ActionRegistry::setEnabled(m_actions.find(QLatin1String(id)), whyNot.isEmpty(), whyNot);
    };
    const bool better = m_sweep && m_sweep->advice.kind == AdviceKind::Better;
    set("sweepThresholdsAction", !m_whyNot.isEmpty() ? m_whyNot : m_running ? tr("A sweep runs already.") : QString());
    set("cancelSweepAction", !m_whyNot.isEmpty() ? m_whyNot : !m_running ? tr("No sweep runs.") : QString());
    set("tryRecommendedAction", !m_whyNot.isEmpty() ? m_whyNot : !better ? tr("No pair is recommended.") : QString());
}

} // namespace straightline::ui
