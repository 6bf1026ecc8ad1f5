// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/whatifpage.h"

#include <utility>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/models/valuetablemodel.h"
#include "ui/models/whatiftables.h"
#include "ui/pages/emptystate.h"
#include "ui/pages/sweeplists.h"
#include "ui/pages/sweeppanel.h"
#include "ui/pages/watchstrip.h"
#include "ui/pages/whatifdots.h"
#include "ui/pages/whatiftabs.h"
#include "ui/readonly.h"
#include "ui/text/curl.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kEveryMillis = 5'000; ///< while nothing is dragged: new requests may have come
constexpr std::uint32_t kMostMoves = 1'000;
constexpr std::uint32_t kMostStays = 1'000; ///< dots: more would hide the areas

} // namespace

WhatIfPage::WhatIfPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_view(view)
    , m_actions(actions)
    , m_empty(new EmptyState(this))
    , m_plane(new PlacementPlane(this))
    , m_policy(new QComboBox(this))
    , m_tried(new QLabel(this))
    , m_quality(new QLabel(this))
    , m_comparison(new ValueTableModel(comparisonColumns(), this))
    , m_tabs(new WhatIfTabs(actions, this))
    , m_sweeps(new SweepPanel(link, actions, this))
    , m_points(new SweepPoints(actions, this))
    , m_history(new SweepHistory(this))
    , m_watch(new WatchStrip(link, actions, this))
    , m_rollsBack(new QCheckBox(tr("Roll back by itself"), this))
{
    setObjectName(QStringLiteral("WhatIfPage"));
    m_plane->setObjectName(QStringLiteral("whatIfPlane"));
    m_empty->setObjectName(QStringLiteral("whatIfEmptyState"));
    m_empty->hide();
    buildActions();
    buildSweeps();
    auto* upper = new QSplitter(Qt::Horizontal, this);
    upper->setObjectName(QStringLiteral("whatIfUpperSplitter"));
    upper->addWidget(buildViews());
    upper->addWidget(buildComparison());
    upper->setStretchFactor(0, 3);
    upper->setStretchFactor(1, 2);
    auto* whole = new QSplitter(Qt::Vertical, this);
    whole->setObjectName(QStringLiteral("whatIfSplitter"));
    whole->addWidget(upper);
    whole->addWidget(m_tabs);
    whole->setStretchFactor(0, 3);
    whole->setStretchFactor(1, 2);
    for (QSplitter* each : {upper, whole}) {
        each->setChildrenCollapsible(false);
        each->setHandleWidth(8);
    }
    m_content = whole;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(buildHead());
    layout->addWidget(m_watch);
    layout->addWidget(m_empty);
    layout->addWidget(m_content, 1);
    layout->addStretch(); // takes the room while the content is hidden

    m_every.setObjectName(QStringLiteral("whatIfTimer"));
    m_every.setInterval(kEveryMillis);
    connect(&m_every, &QTimer::timeout, this, [this] {
        const SnapshotPtr& snapshot = m_link.snapshot();
        if (m_view.isLive() && !m_plane->ghost() && snapshot && m_new.look(*snapshot, m_shown))
            ask();
    });
    connect(m_plane, &PlacementPlane::ghostMoved, this, [this] {
        refreshTried();
        ask();
        askMap();
    });
    connect(m_plane, &PlacementPlane::thresholdsDropped, this, [this](const Thresholds& thresholds) {
        tryChoice({thresholds, m_choice.policy});
    });
    connect(m_plane, &PlacementPlane::dotChosen, this, &WhatIfPage::openReceipt);
    connect(m_tabs, &WhatIfTabs::requestChosen, this, &WhatIfPage::openReceipt);
    connect(m_policy, &QComboBox::activated, this, [this](int index) {
        tryChoice({m_choice.thresholds, static_cast<PolicyKind>(m_policy->itemData(index).toInt())});
    });
    connect(&m_link, &EngineLink::siteChanged, this, &WhatIfPage::refresh);
    connect(&m_link, &EngineLink::statusChanged, this, &WhatIfPage::refresh);
    connect(&m_view, &ViewState::changed, this, &WhatIfPage::refresh);
    refresh();
}

const ApplicationConfiguration* WhatIfPage::application() const
{
    return m_link.site()->findApplication(m_view.application());
}

void WhatIfPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_every.start();
    refresh();
    ask();
    askMap();
}

void WhatIfPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_every.stop();
    refresh();
}

void WhatIfPage::refresh()
{
    const ApplicationConfiguration* chosen = application();
    follow(chosen);
    m_sweeps->setApplication(chosen != nullptr ? chosen->name : std::string());
    m_watch->setApplication(chosen != nullptr ? chosen->name : std::string());
    m_policy->setVisible(chosen != nullptr);
    m_rollsBack->setVisible(chosen != nullptr);
    m_tried->setVisible(chosen != nullptr);
    if (chosen == nullptr) {
        const auto& all = m_link.site()->applications;
        m_content->hide();
        if (all.empty())
            m_empty->show(tr("No application yet: it begins with its first backend."), tr("Register a backend…"),
                          *m_actions.find(QStringLiteral("registerBackendAction")));
        else
            m_empty->show(tr("A prediction is about one application."), tr("Show %1").arg(fromUtf8(all.front().name)),
                          [this] { m_view.setApplication(m_link.site()->applications.front().name); });
        m_empty->QWidget::show();
    }
    refreshTried();
    refreshActions();
}

/// What is configured may change at any time. What is tried stays, unless it was the same.
void WhatIfPage::follow(const ApplicationConfiguration* chosen)
{
    if (chosen == nullptr) {
        m_shown.clear();
        m_present.reset();
        return;
    }
    const Placing now{chosen->thresholds, chosen->policy};
    const bool another = m_shown != chosen->name;
    if (another) {
        m_shown = chosen->name;
        m_tabs->clear();
        m_comparison->setRows({});
        m_tooFew.clear();
        showState(tr("Reading the recorded requests…"));
    }
    const bool untouched = another || !m_present || m_choice == *m_present;
    const bool changed = another || m_present != now;
    m_present = now;
    m_plane->setMovable(true, {});
    m_plane->setLimits(planeLimits(*chosen));
    if (untouched)
        m_choice = now;
    if (!changed)
        return;
    m_plane->setThresholds(m_choice.thresholds);
    m_policy->setCurrentIndex(m_policy->findData(static_cast<int>(m_choice.policy)));
    ask();
    askMap();
}

void WhatIfPage::refreshTried()
{
    const Thresholds tried = m_plane->ghost().value_or(m_choice.thresholds);
    const QString text =
        tr("F %1, D %2").arg(formatRate(tried.frequencyHz), formatBytes(static_cast<double>(tried.sizeBytes)));
    const bool same = m_present && Placing{tried, m_choice.policy} == *m_present;
    m_tried->setText(same ? tr("As configured: %1").arg(text) : tr("Tried: %1").arg(text));
    m_sweeps->setPairs(m_present ? m_present->thresholds : tried, tried);
}

void WhatIfPage::refreshActions()
{
    const QString readOnly = whyReadOnly(m_link);
    const QString nowhere = !isVisible() ? tr("Go to the What if page first.")
                            : !m_present ? tr("No application is chosen.")
                                         : QString();
    const bool same = m_present && m_choice == *m_present;
    const QString nothing = !nowhere.isEmpty() ? nowhere : same ? tr("This is what is configured.") : QString();
    const auto set = [this](const char* id, const QString& whyNot) {
        ActionRegistry::setEnabled(m_actions.find(QLatin1String(id)), whyNot.isEmpty(), whyNot);
    };
    set("applyWhatIfAction", readOnly.isEmpty() ? nothing : readOnly);
    set("resetWhatIfAction", nothing);
    set("exportRecordingAction", readOnly.isEmpty() ? nowhere : readOnly);
    m_tabs->setUsable(isVisible() && m_present.has_value());
    m_sweeps->setUsable(nowhere.isEmpty() ? m_tooFew : nowhere);
    m_points->setUsable(nowhere);
    m_watch->setUsable(nowhere);
}

void WhatIfPage::tryChoice(const Placing& choice)
{
    m_choice = choice;
    m_fromSweep = 0;
    m_plane->setThresholds(choice.thresholds);
    m_policy->setCurrentIndex(m_policy->findData(static_cast<int>(choice.policy)));
    refreshTried();
    refreshActions();
    ask();
    askMap();
}

/// One question at a time: while one is computed the next waits, and is then about what is tried by then.
void WhatIfPage::ask()
{
    if (m_asking) {
        m_again = true;
        return;
    }
    if (!m_present || !isVisible())
        return;
    m_asking = true;
    WhatIfQuery query{.application = m_shown,
                      .thresholds = m_plane->ghost().value_or(m_choice.thresholds),
                      .policy = m_choice.policy,
                      .mostMoves = kMostMoves,
                      .mostStays = m_plane->ghost() ? 0 : kMostStays, // dots stand still meanwhile
                      .asker = "console"};
    for (std::size_t i = 0; i < kPolicyCount && !m_plane->ghost(); ++i) { // when the hand rests
        if (isForLiveRequests(static_cast<PolicyKind>(i)))
            query.others.push_back(static_cast<PolicyKind>(i));
    }
    m_link.whatIf(query, this, [this](const Result<WhatIfAnswer>& answer) {
        m_asking = false;
        take(answer);
        if (std::exchange(m_again, false))
            ask();
    });
}

void WhatIfPage::take(const Result<WhatIfAnswer>& answer)
{
    if (!m_present || (answer && answer->application != m_shown)) {
        m_again = true; // of the application before
        return;
    }
    if (!answer) {
        if (answer.error().code == ErrorCode::Cancelled)
            return;
        m_new.forget();
        setTooFew({});
        showState({});
        m_empty->show(tr("Nothing can be predicted. %1").arg(errorText(answer.error())), tr("Retry"),
                      [this] { ask(); });
        return;
    }
    const ApplicationConfiguration* asked = application();
    if (!answer->enough()) {
        m_tabs->clear();
        m_comparison->setRows({});
        setTooFew(tr("A prediction needs at least %1 recorded requests of this application; there are %2.")
                      .arg(formatCount(kWhatIfLeast), formatCount(answer->recorded)));
        showState(m_tooFew, asked != nullptr ? exampleCommand(m_link.status(), *asked) : QString());
        return;
    }
    setTooFew({});
    m_empty->hide();
    if (m_content->isHidden()) {
        m_content->show();
        askMap(); // on the scale of the plane's real size
    }
    m_comparison->setRows(comparisonRows(*answer));
    m_tabs->show(*answer);
    m_quality->setText(qualityText(*answer));
    if (!m_plane->ghost()) // or the scale would move under the hand
        m_plane->setDots(whatIfDots(*answer));
    refreshActions();
}

void WhatIfPage::askMap()
{
    if (m_askingMap) {
        m_mapAgain = true;
        return;
    }
    if (!m_present || !isVisible())
        return;
    m_askingMap = true;
    const PlaneGrid grid = m_plane->grid();
    const PlacementMapQuery query{m_shown, grid.frequenciesHz, grid.sizesBytes,
                                  m_plane->ghost().value_or(m_choice.thresholds), m_choice.policy};
    const QPointer<WhatIfPage> guard(this);
    m_link.ask([query](Engine& engine) { return engine.placementMap(query); },
               [this, guard, grid, name = m_shown](const Result<PlacementMap>& map) {
                   if (!guard)
                       return;
                   m_askingMap = false;
                   if (name == m_shown && map)
                       m_plane->showMap(*map, grid);
                   if (std::exchange(m_mapAgain, false) || m_plane->grid() != grid)
                       askMap();
               });
}

void WhatIfPage::setTooFew(const QString& text)
{
    if (std::exchange(m_tooFew, text) != text)
        refreshActions();
}

/// In place of everything below.
void WhatIfPage::showState(const QString& text, const QString& command)
{
    m_content->hide();
    m_empty->show(text, command);
    m_empty->QWidget::show();
}

void WhatIfPage::apply()
{
    const ApplicationConfiguration* chosen = application();
    if (chosen == nullptr)
        return;
    const QString shown = fromUtf8(chosen->name);
    const QString thresholds = tr("Thresholds of %1: F %2, D %3")
                                   .arg(shown, formatRate(m_choice.thresholds.frequencyHz),
                                        formatBytes(static_cast<double>(m_choice.thresholds.sizeBytes)));
    const QString policy = tr("Policy of %1: %2").arg(shown, policyTitle(m_choice.policy));
    const QString both = partsText({thresholds, policy});
    const QString& text = chosen->policy == m_choice.policy           ? thresholds
                          : chosen->thresholds == m_choice.thresholds ? policy
                                                                      : both;
    // One edit, so that one undo takes it back; and the engine watches, so that it goes on without this window.
    m_link.start(WatchThresholds{.application = chosen->name,
                                 .before = {chosen->thresholds, chosen->policy},
                                 .tried = m_choice,
                                 .rollsBack = m_rollsBack->isChecked(),
                                 .sweep = std::exchange(m_fromSweep, 0)},
                 text);
}

} // namespace straightline::ui
