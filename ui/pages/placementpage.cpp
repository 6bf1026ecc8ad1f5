// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/placementpage.h"

#include <QBuffer>
#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QSaveFile>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/calibrationdialog.h"
#include "ui/dialogs/receiptdialog.h"
#include "ui/icons.h"
#include "ui/pages/emptystate.h"
#include "ui/pages/exportstrip.h"
#include "ui/pages/thresholdbar.h"
#include "ui/readonly.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kEveryMillis = 500;
constexpr int kSoonMillis = 60; ///< after an edit or a step of the mouse
constexpr std::size_t kMostDots = 2'000;

PlaneDot dotOf(const RequestRow& row)
{
    const RequestRecord& record = row.record;
    return {.frequencyHz = record.decision.features.frequencyHz,
            .sizeBytes = record.decision.features.sizeBytes,
            .tier = record.decision.tier,
            .failed = record.outcome != Outcome::Answered || record.status >= 500,
            .id = row.id,
            .arrivalUnixMicros = record.arrivalUnixMicros,
            .reason = record.decision.reason,
            .status = record.status,
            .backend = fromUtf8(row.backend)};
}

} // namespace

PlacementPage::PlacementPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_view(view)
    , m_actions(actions)
    , m_thresholds(new ThresholdBar(this))
    , m_policy(new QLabel(this))
    , m_count(new QLabel(this))
    , m_strip(new ExportStrip(this))
    , m_empty(new EmptyState(this))
    , m_plane(new PlacementPlane(this))
{
    setObjectName(QStringLiteral("PlacementPage"));
    m_empty->setObjectName(QStringLiteral("placementEmptyState"));
    m_empty->hide();
    buildActions(actions);
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(8, 8, 8, 8);
    inside->addWidget(m_plane);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(m_thresholds);
    layout->addLayout(buildSaid());
    layout->addWidget(m_strip);
    layout->addWidget(m_empty);
    layout->addWidget(card, 1);
    layout->addWidget(buildFoot(actions));

    m_every.setInterval(kEveryMillis);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMillis);
    connect(&m_every, &QTimer::timeout, this, [this] {
        if (m_view.isLive())
            askNow();
    });
    connect(&m_soon, &QTimer::timeout, this, &PlacementPage::askNow);
    connect(m_plane, &PlacementPlane::ghostMoved, this, &PlacementPage::askSoon);
    connect(m_plane, &PlacementPlane::dotChosen, this, &PlacementPage::openReceipt);
    connect(m_plane, &PlacementPlane::thresholdsDropped, this, [this](const Thresholds& thresholds) {
        if (const ApplicationConfiguration* chosen = application())
            applyThresholds(fromUtf8(chosen->name), thresholds);
    });
    connect(m_thresholds, &ThresholdBar::thresholdsEdited, this, &PlacementPage::applyThresholds);
    connect(m_thresholds, &ThresholdBar::policyEdited, this, [this](const QString& name, PolicyKind policy) {
        m_link.apply(PutPolicy{toUtf8(name), policy}, tr("Policy of %1: %2").arg(name, policyTitle(policy)));
    });
    connect(&m_link, &EngineLink::siteChanged, this, &PlacementPage::refresh);
    connect(&m_link, &EngineLink::statusChanged, this, &PlacementPage::refresh);
    connect(&m_link, &EngineLink::failed, this, &PlacementPage::refresh);
    connect(&m_view, &ViewState::changed, this, &PlacementPage::refresh);
    refresh();
}

void PlacementPage::buildActions(ActionRegistry& actions)
{
    const auto add = [&](const char* id, const QString& text, const QString& shortText, const QString& icon,
                         const QString& tip) {
        QAction* action = actions.add(QLatin1String(id), text, icon, {}, tip);
        action->setIconText(shortText);
        m_exports.append(action);
        return action;
    };
    connect(add("calibrateAction", tr("Cali&brate…"), tr("Calibrate…"), QStringLiteral("search"),
                tr("Locate F and D by measuring the live backends; says first what would be sent")),
            &QAction::triggered, this, [this] {
                if (!m_calibration)
                    m_calibration = new CalibrationDialog(m_link, this);
                if (const ApplicationConfiguration* chosen = application())
                    m_calibration->open(chosen->name);
            });
    connect(add("copyPlaneSummaryAction", tr("Copy plane as te&xt"), tr("Copy text"), QStringLiteral("copy"),
                tr("Copy what the decision plane shows, in sentences")),
            &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_plane->accessibleDescription()); });
    connect(add("exportPlaneDataAction", tr("Export plane as &CSV…"), tr("CSV…"), QStringLiteral("save"),
                tr("Save the decision at every point of the plane")),
            &QAction::triggered, this, [this] {
                exportAs(QStringLiteral("csv"), tr("Export the decision plane"),
                         [this] { return m_plane->map() ? planeCsv(*m_plane->map()).toUtf8() : QByteArray(); });
            });
    connect(add("exportPlaneImageAction", tr("Export plane as &PNG…"), tr("PNG…"), QStringLiteral("save"),
                tr("Save the picture of the decision plane")),
            &QAction::triggered, this, [this] {
                exportAs(QStringLiteral("png"), tr("Export the decision plane"), [this] {
                    QByteArray bytes;
                    QBuffer buffer(&bytes);
                    buffer.open(QIODevice::WriteOnly);
                    m_plane->picture().save(&buffer, "PNG");
                    return bytes;
                });
            });
}

/// What the policy does, and how many dots there are.
QLayout* PlacementPage::buildSaid()
{
    m_policy->setObjectName(QStringLiteral("policyMeaningLabel"));
    m_count->setObjectName(QStringLiteral("dotCountLabel"));
    for (QLabel* label : {m_policy, m_count}) {
        label->setProperty("muted", true);
        label->setWordWrap(true);
    }
    m_policy->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignTop);
    auto* said = new QHBoxLayout;
    said->setSpacing(16);
    said->addWidget(m_policy, 2);
    said->addWidget(m_count, 1);
    return said;
}

QWidget* PlacementPage::buildFoot(ActionRegistry& actions)
{
    auto* foot = new QWidget(this);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new QLabel(tr("Room now:"), foot));
    for (std::size_t i = 0; i < kTierCount; ++i) {
        m_marks[i] = new QLabel(foot);
        layout->addSpacing(8);
        layout->addWidget(m_marks[i]);
        m_room[i] = new QLabel(foot);
        m_room[i]->setObjectName(QStringLiteral("%1RoomLabel").arg(fromUtf8(toString(static_cast<Tier>(i)))));
        m_room[i]->setToolTip(tr("Requests in flight / capacity of the healthy backends of this tier."));
        layout->addWidget(m_room[i]);
    }
    layout->addStretch();
    for (const char* id :
         {"calibrateAction", "copyPlaneSummaryAction", "exportPlaneDataAction", "exportPlaneImageAction"}) {
        QAction* action = actions.find(QLatin1String(id));
        auto* button = new QToolButton(foot);
        button->setDefaultAction(action);
        button->setObjectName(QLatin1String(id) + QStringLiteral("ToolButton"));
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    return foot;
}

const ApplicationConfiguration* PlacementPage::application() const
{
    return m_link.site()->findApplication(m_view.application());
}

void PlacementPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_every.start();
    refresh();
}

void PlacementPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_every.stop();
    refresh();
}

void PlacementPage::refresh()
{
    const ApplicationConfiguration* chosen = application();
    const QString readOnly = whyReadOnly(m_link);
    m_thresholds->show(chosen, readOnly);
    m_policy->setText(chosen != nullptr ? policyMeaning(chosen->policy) : QString());
    m_policy->setVisible(chosen != nullptr);
    m_count->setVisible(chosen != nullptr);
    if (chosen == nullptr || m_shown != chosen->name) {
        m_unread.reset();
        m_shown = chosen != nullptr ? chosen->name : std::string();
        m_dots.clear();
        m_lastId = 0;
        m_plane->setDots({});
    }
    refreshEmpty();
    if (chosen == nullptr) {
        m_plane->showNothing(tr("No application is chosen."));
    } else {
        m_plane->setThresholds(chosen->thresholds);
        m_plane->setLimits(planeLimits(*chosen));
        askSoon();
    }
    m_plane->setMovable(chosen != nullptr && readOnly.isEmpty(), readOnly);
    refreshRoom();
}

void PlacementPage::refreshEmpty()
{
    const auto& all = m_link.site()->applications;
    if (application() == nullptr && all.empty())
        m_empty->show(tr("No application yet: it begins with its first backend."), tr("Register a backend…"),
                      *m_actions.find(QStringLiteral("registerBackendAction")));
    else if (application() == nullptr)
        m_empty->show(tr("The plane shows one application."), tr("Show %1").arg(fromUtf8(all.front().name)),
                      [this] { m_view.setApplication(m_link.site()->applications.front().name); });
    else if (m_unread)
        m_empty->show(tr("The requests cannot be read. %1").arg(errorText(*m_unread)), tr("Retry"),
                      [this] { askNow(); });
    else
        m_empty->hide();
}

void PlacementPage::refreshRoom()
{
    const std::optional<PlacementMap>& map = m_plane->map();
    for (std::size_t i = 0; i < kTierCount; ++i) {
        const auto tier = static_cast<Tier>(i);
        const QString name = tierWord(tier);
        m_marks[i]->setPixmap(tierIcon(tier).pixmap(QSize(16, 16), devicePixelRatioF()));
        if (!map) {
            m_room[i]->setText(tr("%1: %2").arg(name, noData()));
            continue;
        }
        const TierRoom& room = map->room[i];
        const QString taken = formatCount(room.inFlight);
        const QString places = formatCount(room.capacity);
        m_room[i]->setText(room.healthy == 0        ? tr("%1: none healthy").arg(name)
                           : room.withFreeSlot == 0 ? tr("%1: %2/%3 full").arg(name, taken, places)
                                                    : tr("%1: %2/%3").arg(name, taken, places));
    }
    const bool usable = map.has_value() && isVisible();
    for (QAction* action : m_exports)
        ActionRegistry::setEnabled(
            action, usable, isVisible() ? tr("There is no decision plane.") : tr("Go to the Placement page first."));
    m_count->setText(!map || m_unread ? QString()
                     : m_dots.empty()
                         ? tr("No requests yet: the dots come with them.")
                         : tr("The latest %n request(s) as dots", nullptr, static_cast<int>(m_dots.size())));
}

void PlacementPage::askSoon()
{
    if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void PlacementPage::askNow()
{
    if (m_asking) {
        m_again = true;
        return;
    }
    const ApplicationConfiguration* chosen = application();
    if (chosen == nullptr || !isVisible())
        return;
    m_asking = true;
    const PlaneGrid grid = m_plane->grid();
    PlacementMapQuery map{chosen->name, grid.frequenciesHz, grid.sizesBytes, m_plane->ghost()};
    RequestQuery rows;
    rows.application = chosen->name;
    rows.limit = kMostDots;
    rows.afterId = m_lastId;
    const bool wantsRows = m_view.isLive() || m_lastId == 0;
    m_link.ask(
        [map, rows, grid, wantsRows](Engine& engine) {
            Answer answer{map.application, grid, engine.placementMap(map), std::vector<RequestRow>{}};
            if (wantsRows)
                answer.rows = engine.requests(rows);
            return answer;
        },
        [this](const Answer& answer) {
            m_asking = false;
            take(answer);
            if (std::exchange(m_again, false))
                askSoon();
        });
}

void PlacementPage::take(const Answer& answer)
{
    if (answer.application != m_view.application()) {
        askSoon();
        return;
    }
    if (!answer.map) {
        m_plane->showNothing(errorText(answer.map.error()));
        refreshRoom();
        return;
    }
    m_plane->showMap(*answer.map, answer.grid);
    if (answer.rows)
        takeRows(*answer.rows);
    m_unread = answer.rows ? std::nullopt : std::optional(answer.rows.error());
    refreshEmpty();
    refreshRoom();
    if (m_plane->grid() != answer.grid)
        askSoon(); // the scale followed the dots
}

void PlacementPage::takeRows(const std::vector<RequestRow>& rows)
{
    if (rows.empty())
        return;
    m_lastId = std::max(m_lastId, rows.front().id);
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        if (row->record.decision.reason != Reason::None)
            m_dots.push_back(dotOf(*row));
    }
    while (m_dots.size() > kMostDots)
        m_dots.pop_front();
    m_plane->setDots({m_dots.begin(), m_dots.end()});
}

void PlacementPage::applyThresholds(const QString& application, const Thresholds& thresholds)
{
    m_link.apply(PutThresholds{toUtf8(application), thresholds},
                 tr("Thresholds of %1: F %2, D %3")
                     .arg(application, formatRate(thresholds.frequencyHz),
                          formatBytes(static_cast<double>(thresholds.sizeBytes))));
}

void PlacementPage::openReceipt(quint64 id)
{
    if (!m_receipt)
        m_receipt = new ReceiptDialog(m_link, this);
    m_receipt->ask(id);
}

void PlacementPage::exportAs(const QString& ending, const QString& title, const std::function<QByteArray()>& bytes)
{
    auto* dialog = new QFileDialog(this, title);
    dialog->setObjectName(QStringLiteral("planeFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(QStringLiteral("placement-%1-%2.%3")
                           .arg(fromUtf8(m_view.application()),
                                QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss")), ending));
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes](const QString& path) {
        QSaveFile file(path);
        const QByteArray content = bytes();
        const bool saved = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
        m_strip->showEnd(saved, saved ? tr("Saved as %1").arg(path) : tr("Not saved: %1").arg(file.errorString()));
    });
    dialog->open();
}

} // namespace straightline::ui
