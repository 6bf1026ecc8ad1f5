// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requestspage.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actionregistry.h"
#include "ui/icons.h"
#include "ui/models/requestfilter.h"
#include "ui/models/requestsmodel.h"
#include "ui/pages/datatable.h"
#include "ui/pages/emptystate.h"
#include "ui/pages/receiptpanel.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kPollMillis = 500;
constexpr std::uint32_t kMostPerPoll = 1'000;

} // namespace

RequestsPage::RequestsPage(EngineLink& link, ViewState& view, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_view(view)
    , m_actions(actions)
    , m_model(new RequestsModel(this))
    , m_filter(new RequestFilter(*m_model, this))
    , m_table(new DataTable(QStringLiteral("requestsTable"), tr("Requests"), this))
    , m_receipt(new ReceiptPanel(this))
    , m_empty(new EmptyState(this))
    , m_words(new QLineEdit(this))
    , m_failures(new QCheckBox(tr("Only f&ailures"), this))
    , m_count(new QLabel(this))
    , m_application(view.application())
{
    setObjectName(QStringLiteral("RequestsPage"));
    buildTable();
    m_empty->hide();
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("requestsSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(8);
    splitter->addWidget(m_table);
    splitter->addWidget(m_receipt);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({420, 190});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(buildHead());
    layout->addWidget(m_empty);
    layout->addWidget(splitter, 1);
    m_timer.setInterval(kPollMillis);
    connect(&m_timer, &QTimer::timeout, this, &RequestsPage::poll);
    m_timer.start();
    connect(&m_view, &ViewState::changed, this, [this] {
        if (m_view.application() != m_application)
            startAgain();
    });
    refreshCount();
}

QWidget* RequestsPage::buildHead()
{
    auto* head = new QWidget(this);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_words->setObjectName(QStringLiteral("requestsFilterLineEdit"));
    m_words->setAccessibleName(tr("Filter the requests"));
    m_words->setPlaceholderText(tr("Filter: id, application, backend, tier, reason, outcome, status"));
    m_words->setToolTip(tr("Shows requests that match every word, e.g. box 200 or burst_of_small."));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(480);
    m_failures->setObjectName(QStringLiteral("failuresCheckBox"));
    m_failures->setToolTip(tr("Only requests that were not answered, or with a status of 500 or more"));
    QAction* follow = m_actions.add(QStringLiteral("followRequestsAction"), tr("F&ollow"), QStringLiteral("live"),
                                    QKeySequence(Qt::CTRL | Qt::Key_J), tr("Fetch new requests as they come, or hold"));
    follow->setCheckable(true);
    follow->setChecked(true);
    connect(follow, &QAction::toggled, this, &RequestsPage::setFollowing);
    m_follow = new QToolButton(head);
    m_follow->setDefaultAction(follow);
    m_follow->setObjectName(QStringLiteral("followToolButton"));
    m_follow->setAccessibleName(tr("Follow"));
    m_follow->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_count->setObjectName(QStringLiteral("requestsCountLabel"));
    m_count->setProperty("muted", true);
    QAction* find = m_actions.add(QStringLiteral("findRequestAction"), tr("Filter re&quests"), QStringLiteral("search"),
                                  QKeySequence(Qt::CTRL | Qt::Key_F), tr("Go to the filter of the requests"));
    connect(find, &QAction::triggered, this, [this] {
        m_words->setFocus(Qt::ShortcutFocusReason);
        m_words->selectAll();
    });
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        refreshCount();
    });
    connect(m_failures, &QCheckBox::toggled, this, [this](bool only) {
        m_filter->setFailuresOnly(only);
        refreshCount();
    });
    layout->addWidget(m_follow);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_failures);
    layout->addStretch();
    layout->addWidget(m_count);
    return head;
}

void RequestsPage::buildTable()
{
    m_table->setUp(m_filter, {11, 11, 8, 7, 7, 11, 19, 9, 7, 7, 7, 8, 7}, RequestsModel::Status);
    m_table->setColumnHidden(RequestsModel::Application, !m_application.empty());
    m_table->setElidedInTheMiddle(RequestsModel::Id);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RequestsPage::askReceipt);
    // What is looked at stays where it is while newer requests come in above it.
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
        QScrollBar* bar = m_table->verticalScrollBar();
        if (first == 0 && bar->value() > 0)
            bar->setValue(bar->value() + last - first + 1);
    });
}

void RequestsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    poll();
}

void RequestsPage::setFollowing(bool following)
{
    if (following)
        poll();
    refreshCount();
}

void RequestsPage::startAgain()
{
    m_application = m_view.application();
    ++m_generation;
    m_asking = false;
    m_skipped = 0;
    m_model->clear();
    m_table->setColumnHidden(RequestsModel::Application, !m_application.empty());
    m_receipt->showNothing(tr("Choose a request to see why it was placed where it was."));
    poll();
}

void RequestsPage::poll()
{
    if (!isVisible() || m_asking || !m_view.isLive() || !m_follow->isChecked())
        return;
    m_asking = true;
    RequestQuery query;
    query.limit = kMostPerPoll;
    query.afterId = m_model->newestId();
    query.application = m_application;
    m_link.ask(
        [query](Engine& engine) { return engine.requests(query); },
        [page = QPointer<RequestsPage>(this), asked = m_generation](const Result<std::vector<RequestRow>>& rows) {
            if (!page || page->m_generation != asked)
                return;
            page->m_asking = false;
            if (rows)
                page->take(*rows);
            else
                page->m_empty->show(tr("The requests cannot be read: %1").arg(errorText(rows.error())));
        });
}

void RequestsPage::take(const std::vector<RequestRow>& rows)
{
    if (!rows.empty()) {
        const std::uint64_t before = m_model->newestId();
        const std::uint64_t span = rows.front().id - rows.back().id + 1;
        if (before != 0 && rows.size() >= kMostPerPoll && m_application.empty())
            m_skipped += rows.front().id - before - rows.size();
        else if (before != 0 && rows.size() >= kMostPerPoll)
            m_skipped += span - rows.size();
        m_model->prepend(rows);
    }
    m_empty->setVisible(m_model->rowCount() == 0);
    if (m_model->rowCount() == 0)
        m_empty->show(tr("No requests yet. Send one:"),
                      exampleCommand(m_link.snapshot() ? fromUtf8(m_link.snapshot()->gateway.listen) : QString(),
                                     m_application.empty() ? QStringLiteral("digits") : fromUtf8(m_application)));
    refreshCount();
}

void RequestsPage::refreshCount()
{
    const int all = m_model->rowCount();
    const int shown = m_filter->rowCount();
    QString text = shown == all ? tr("%1 kept").arg(formatCount(static_cast<std::uint64_t>(all)))
                                : tr("%1 of %2 kept")
                                      .arg(formatCount(static_cast<std::uint64_t>(shown)),
                                           formatCount(static_cast<std::uint64_t>(all)));
    if (m_skipped > 0)
        text = tr("%1, %2 more came too fast to list").arg(text, formatCount(m_skipped));
    m_count->setText(text);
}

void RequestsPage::askReceipt()
{
    const QVariant id = m_table->currentData(RequestsModel::StoreIdRole);
    if (!id.isValid())
        return;
    m_link.ask([text = std::to_string(id.toULongLong())](Engine& engine) { return engine.request(text); },
               [page = QPointer<RequestsPage>(this), id](const Result<RequestReceipt>& receipt) {
                   if (!page || page->m_table->currentData(RequestsModel::StoreIdRole) != id)
                       return;
                   if (receipt)
                       page->m_receipt->show(*receipt);
                   else
                       page->m_receipt->showNothing(errorText(receipt.error()));
               });
}

} // namespace straightline::ui
