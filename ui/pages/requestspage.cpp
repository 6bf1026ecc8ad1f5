// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requestspage.h"

#include <QCheckBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/dialogs/tableexporter.h"
#include "ui/icons.h"
#include "ui/models/requestfeed.h"
#include "ui/models/requestfilter.h"
#include "ui/models/requestsmodel.h"
#include "ui/pages/datatable.h"
#include "ui/pages/emptystate.h"
#include "ui/pages/exportstrip.h"
#include "ui/pages/filterbox.h"
#include "ui/pages/receiptpanel.h"
#include "ui/splittershape.h"
#include "ui/text/curl.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

RequestsPage::RequestsPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_view(view)
    , m_actions(actions)
    , m_model(new RequestsModel(this))
    , m_filter(new RequestFilter(*m_model, this))
    , m_feed(new RequestFeed(link, *m_model, this))
    , m_table(new DataTable(QStringLiteral("requestsTable"), tr("Requests"), this))
    , m_exporter(new TableExporter(*m_table, this))
    , m_strip(new ExportStrip(this))
    , m_receipt(new ReceiptPanel(this))
    , m_empty(new EmptyState(this))
    , m_words(new FilterBox(this))
    , m_failures(new QCheckBox(tr("Onl&y failures"), this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("RequestsPage"));
    buildActions();
    buildTable();
    m_empty->hide();
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("requestsSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(8);
    splitter->addWidget(m_table);
    splitter->addWidget(m_receipt);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({380, 230});
    keepShape(*splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(buildHead());
    layout->addWidget(m_words->chips());
    layout->addWidget(m_strip);
    layout->addWidget(m_empty);
    layout->addWidget(splitter, 1);
    connect(m_feed, &RequestFeed::changed, this, &RequestsPage::refreshState);
    m_exporter->setFreeze([this] { return m_filter->frozen(); });
    connect(m_exporter, &TableExporter::progressed, this, [this](int rows, int all) {
        m_strip->showProgress(tr("Exporting row %1 of %2").arg(rows).arg(all), rows, all);
    });
    connect(m_exporter, &TableExporter::ended, m_strip, &ExportStrip::showEnd);
    connect(m_strip, &ExportStrip::cancelled, m_exporter, &TableExporter::cancel);
    connect(&m_view, &ViewState::changed, this, [this] {
        if (m_view.application() != m_feed->application())
            startAgain();
        refresh();
    });
    connect(&m_link, &EngineLink::siteChanged, this, [this] {
        refreshNames();
        refreshState();
    });
    connect(&m_link, &EngineLink::statusChanged, this, [this] { m_receipt->setEngine(m_link.status()); });
    m_receipt->setEngine(m_link.status());
    refreshNames();
    startAgain();
    refilter();
}

void RequestsPage::buildActions()
{
    m_follow = m_actions.add(QStringLiteral("followRequestsAction"), tr("F&ollow"), QStringLiteral("live"),
                             QKeySequence(Qt::CTRL | Qt::Key_J), tr("Fetch new requests as they come, or hold"));
    m_follow->setIconText(tr("Follow"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QAction::toggled, this, &RequestsPage::refresh);
    m_export = m_actions.add(QStringLiteral("exportRequestsAction"), tr("&Export requests…"), QStringLiteral("save"),
                             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
                             tr("Write the table as it is shown, with its filter and order, to a CSV or JSON file"));
    connect(m_export, &QAction::triggered, this, &RequestsPage::exportTable);
    QAction* find = m_actions.add(QStringLiteral("findRequestAction"), tr("Filter re&quests"), QStringLiteral("search"),
                                  QKeySequence(Qt::CTRL | Qt::Key_F), tr("Go to the filter of the requests"));
    connect(find, &QAction::triggered, m_words, &FilterBox::focusField);
    const auto copy = [this](const char* id, const QString& text, const QString& tip, const auto& act) {
        QAction* action = m_actions.add(QLatin1String(id), text, QStringLiteral("copy"), {}, tip);
        connect(action, &QAction::triggered, this, act);
        m_menuActions.push_back(action);
    };
    copy("copyRequestRowsAction", tr("Copy the &rows"), tr("Copy the chosen rows as text, with titles (Ctrl+C)"),
         [this] { m_table->copyRows(); });
    copy("copyRequestCellAction", tr("Copy the &cell"), tr("Copy the current cell as shown (Ctrl+Shift+C)"),
         [this] { m_table->copyCell(); });
    copy("copyRequestCurlAction", tr("Copy as c&url"),
         tr("Copy a command that sends a request of the same method, path and size"),
         [this] { m_receipt->copyCurl(); });
}

QToolButton* RequestsPage::buttonOf(QAction* action, const char* objectName)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(objectName));
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

QWidget* RequestsPage::buildHead()
{
    auto* head = new QWidget(this);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_failures->setObjectName(QStringLiteral("failuresCheckBox"));
    m_failures->setToolTip(tr("Only requests that were not answered, or with a status of 500 or more"));
    m_count->setObjectName(QStringLiteral("requestsCountLabel"));
    m_count->setProperty("muted", true);
    m_count->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* columns = new QToolButton(head);
    columns->setObjectName(QStringLiteral("requestColumnsToolButton"));
    columns->setIcon(themedIcon(QStringLiteral("columns")));
    columns->setAccessibleName(tr("Columns"));
    columns->setToolTip(tr("Choose the columns of the table"));
    columns->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(columns);
    menu->setToolTipsVisible(true);
    columns->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_table->fillColumnMenu(*menu);
    });
    connect(m_words, &FilterBox::termsChanged, this, &RequestsPage::refilter);
    connect(m_failures, &QCheckBox::toggled, this, &RequestsPage::refilter);
    QToolButton* exporting = buttonOf(m_export, "exportRequestsToolButton");
    exporting->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_export->setIconText(tr("Export…"));
    layout->addWidget(buttonOf(m_follow, "followToolButton"));
    layout->addWidget(m_words, 1);
    layout->addWidget(m_failures);
    layout->addWidget(columns);
    layout->addWidget(exporting);
    layout->addWidget(m_count);
    return head;
}

void RequestsPage::buildTable()
{
    m_table->setYielding(
        {{RequestsModel::Connect, RequestsModel::Queue}, {{RequestsModel::Id, 9}, {RequestsModel::Reason, 12}}});
    m_table->setUp(m_filter, {11, 11, 8, 7, 7, 11, 18, 6, 7, 7, 7, 8, 7}, RequestsModel::Reason);
    m_table->setElidedInTheMiddle(RequestsModel::Id);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RequestsPage::showTableMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RequestsPage::askReceipt);
    // What is looked at stays where it is while newer requests come in above it.
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
        QScrollBar* bar = m_table->verticalScrollBar();
        if (first == 0 && bar->value() > 0)
            bar->setValue(bar->value() + last - first + 1);
    });
}

void RequestsPage::showTableMenu(const QPoint& at)
{
    auto* menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction* action : m_menuActions)
        menu->addAction(action);
    menu->addSeparator();
    menu->addAction(m_export);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void RequestsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    m_feed->poll();
}

void RequestsPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    refresh();
}

void RequestsPage::refresh()
{
    m_feed->setActive(isVisible() && m_view.isLive() && m_follow->isChecked());
    refreshState();
}

void RequestsPage::startAgain()
{
    const std::string& application = m_view.application();
    m_table->setColumnHidden(RequestsModel::Application, !application.empty());
    m_chosen = 0;
    m_receipt->showNothing(tr("Choose a request to see why it was placed where it was."));
    m_feed->restart(application);
}

void RequestsPage::refreshNames()
{
    FilterNames names;
    for (const ApplicationConfiguration& application : m_link.site()->applications) {
        names.applications.append(fromUtf8(application.name));
        for (const BackendConfiguration& backend : application.backends) {
            if (!names.backends.contains(fromUtf8(backend.name)))
                names.backends.append(fromUtf8(backend.name));
        }
    }
    m_words->setNames(names);
}

void RequestsPage::refilter()
{
    m_filter->setFailuresOnly(m_failures->isChecked());
    m_filter->setTerms(m_words->terms());
    if (const int row = m_chosen == 0 ? -1 : m_filter->rowOf(m_chosen); row >= 0)
        m_table->selectRow(row);
    refreshState();
}

void RequestsPage::refreshState()
{
    const int rows = m_filter->rowCount();
    if (m_feed->trouble()) {
        m_empty->show(tr("The requests cannot be read. %1").arg(errorText(*m_feed->trouble())), tr("Retry"),
                      [this] { m_feed->poll(); });
    } else if (rows > 0) {
        m_empty->hide();
    } else if (m_model->rowCount() > 0) {
        m_empty->show(tr("None of the requests kept meets the filter."), tr("Clear the filter"), [this] {
            m_failures->setChecked(false);
            m_words->clear();
        });
    } else if (!m_feed->hasAnswered()) {
        m_empty->show(m_follow->isChecked() ? tr("Reading the latest requests…")
                                            : tr("Held: no requests are fetched while Follow is off."));
    } else if (const auto& all = m_link.site()->applications; all.empty()) {
        m_empty->show(tr("No application yet: it begins with its first backend."), tr("Register a backend…"),
                      *m_actions.find(QStringLiteral("registerBackendAction")));
    } else {
        const ApplicationConfiguration* chosen = m_link.site()->findApplication(m_feed->application());
        m_empty->show(tr("No requests yet. Send one, or start straightline --demo, which brings its own load:"),
                      exampleCommand(m_link.status(), chosen != nullptr ? *chosen : all.front()));
    }
    ActionRegistry::setEnabled(m_export, rows > 0, tr("There is no row to export."));
    for (QAction* action : m_menuActions)
        ActionRegistry::setEnabled(action, m_table->currentIndex().isValid(), tr("Choose a request first."));
    refreshCount();
}

void RequestsPage::refreshCount()
{
    const auto all = static_cast<std::uint64_t>(m_model->rowCount());
    const auto shown = static_cast<std::uint64_t>(m_filter->rowCount());
    QString text = shown == all ? tr("%1 kept").arg(formatCount(all))
                                : tr("%1 of %2 kept").arg(formatCount(shown), formatCount(all));
    if (m_feed->skipped() > 0)
        text = m_feed->application().empty()
                   ? tr("%1, %2 more came too fast to list").arg(text, formatCount(m_feed->skipped()))
                   : tr("%1, more came too fast to list").arg(text);
    m_count->setText(text);
}

void RequestsPage::askReceipt()
{
    const QVariant id = m_table->currentData(RequestsModel::StoreIdRole);
    if (!id.isValid() || id.toULongLong() == m_chosen)
        return;
    m_chosen = id.toULongLong();
    for (QAction* action : m_menuActions)
        ActionRegistry::setEnabled(action, true, {});
    showRequest(std::to_string(m_chosen));
}

const std::optional<RequestReceipt>& RequestsPage::receipt() const
{
    return m_receipt->receipt();
}

void RequestsPage::showRequest(const std::string& id)
{
    m_receipt->setWanted(id);
    m_link.ask([id](Engine& engine) { return engine.request(id); },
               [page = QPointer<RequestsPage>(this), id](const Result<RequestReceipt>& receipt) {
                   if (!page || page->m_receipt->wanted() != id)
                       return;
                   if (!receipt) {
                       page->m_receipt->showNothing(errorText(receipt.error()));
                       return;
                   }
                   page->m_receipt->show(*receipt);
                   Q_EMIT page->receiptRead(*receipt);
               });
}

QString RequestsPage::exportName() const
{
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    std::int64_t last = 0;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        first = std::min(first, m_filter->lineAt(row).arrivalUnixMicros);
        last = std::max(last, m_filter->lineAt(row).arrivalUnixMicros);
    }
    const auto time = [](std::int64_t micros) {
        return QDateTime::fromMSecsSinceEpoch(micros / 1'000).toString(QStringLiteral("yyyyMMdd-HHmmss"));
    };
    const QString object = m_feed->application().empty() ? QStringLiteral("all") : fromUtf8(m_feed->application());
    return QStringLiteral("requests_%1_%2_%3").arg(object, time(first), time(last));
}

void RequestsPage::exportTable()
{
    m_exporter->askFile(exportName());
}

} // namespace straightline::ui
