// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/testpanel.h"

#include <algorithm>

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QStyle>

#include "ui/dialogs/fieldkit.h"
#include "ui/enginelink.h"
#include "ui/text/advice.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/steps.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kIconSize = 16;

Actor console()
{
    return Actor{"console"};
}

void setTone(QLabel* label, bool bad)
{
    label->setProperty("bad", bad);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

} // namespace

TestPanel::TestPanel(EngineLink& link, std::function<TryBackend()> wanted, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_wanted(std::move(wanted))
    , m_grid(new QGridLayout)
    , m_button(new QPushButton(this))
    , m_withSample(new QCheckBox(tr("Send a sample of my own"), this))
    , m_result(new QLabel(this))
    , m_edit(new QPushButton(tr("Edit…"), this))
{
    setObjectName(QStringLiteral("TestPanel"));
    m_button->setObjectName(QStringLiteral("testPushButton"));
    m_button->setAutoDefault(false);
    buildSample();
    m_grid->setColumnStretch(3, 1);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_result->setObjectName(QStringLiteral("testResultLabel"));
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_edit->setObjectName(QStringLiteral("testEditPushButton"));
    m_edit->setAutoDefault(false);
    m_edit->hide();
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_button);
    bar->addWidget(m_withSample);
    bar->addStretch(1);
    bar->addWidget(m_edit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(bar);
    layout->addWidget(m_samplePath);
    layout->addWidget(m_sampleBody);
    layout->addLayout(m_grid);
    layout->addWidget(m_result);
    layout->addStretch(1);
    connect(m_button, &QPushButton::clicked, this, &TestPanel::startOrCancel);
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(m_field); });
    connect(&m_link, &EngineLink::operationsChanged, this, &TestPanel::follow);
    refreshButton();
}

TestPanel::~TestPanel()
{
    if (m_isRunning && m_operation != 0)
        m_link.ask([id = m_operation](Engine& engine) { return engine.start(CancelOperation{id}, console()); },
                   [](const Result<Operation>&) {});
}

void TestPanel::buildSample()
{
    m_withSample->setObjectName(QStringLiteral("withSampleCheckBox"));
    m_withSample->setToolTip(tr("Without one the last step sends zeros for the inputs that the backend says its model "
                                "has."));
    m_withSample->setWhatsThis(m_withSample->toolTip());
    m_samplePath = makeLine(this,
                            {"samplePathLineEdit", "sample_path", tr("Path of the sample"),
                             tr("Where the sample is sent with POST; empty = /v2/models/APPLICATION/infer.")},
                            tr("empty: /v2/models/APPLICATION/infer"));
    m_sampleBody = new QPlainTextEdit(this);
    describeField(m_sampleBody, {"sampleBodyPlainTextEdit", "sample_body", tr("Body of the sample"),
                                 tr("Sent as application/json.")});
    m_sampleBody->setPlaceholderText(QStringLiteral(R"({"inputs": [{"name": "image", "datatype": "FP32", …}]})"));
    m_sampleBody->setMaximumHeight(72);
    m_sampleBody->setTabChangesFocus(true);
    const auto show = [this](bool shown) {
        m_samplePath->setVisible(shown);
        m_sampleBody->setVisible(shown);
    };
    show(false);
    connect(m_withSample, &QCheckBox::toggled, this, show);
}

void TestPanel::setProblem(const QString& why)
{
    m_problem = why;
    refreshButton();
}

void TestPanel::refreshButton()
{
    m_button->setText(m_isRunning ? tr("Cancel the test") : tr("Test"));
    m_button->setEnabled(m_isRunning || m_problem.isEmpty());
    m_button->setToolTip(!m_problem.isEmpty() && !m_isRunning
                             ? m_problem
                             : tr("Tries these settings step by step; nothing is registered, and what is started is "
                                  "removed again."));
    m_button->setWhatsThis(m_button->toolTip());
}

void TestPanel::settingsChanged()
{
    if (m_isRunning || m_verdict.isEmpty())
        return;
    m_verdict.clear();
    setTone(m_result, false);
    m_result->setText(tr("The settings have changed since the test."));
    m_edit->hide();
}

TryBackend TestPanel::wanted() const
{
    TryBackend wanted = m_wanted();
    if (m_withSample->isChecked()) {
        SampleRequest sample;
        sample.path = toUtf8(m_samplePath->text().trimmed());
        sample.body = toUtf8(m_sampleBody->toPlainText());
        wanted.sample = std::move(sample);
    }
    return wanted;
}

void TestPanel::startOrCancel()
{
    if (m_isRunning) {
        if (m_operation != 0)
            m_link.ask([id = m_operation](Engine& engine) { return engine.start(CancelOperation{id}, console()); },
                       [](const Result<Operation>&) {});
        return;
    }
    m_isRunning = true;
    m_operation = 0;
    m_verdict.clear();
    m_edit->hide();
    setTone(m_result, false);
    m_result->setText(tr("The test begins…"));
    refreshButton();
    Q_EMIT changed();
    const QPointer<TestPanel> guard(this);
    EngineLink* const link = &m_link;
    m_link.ask(
        [wanted = wanted()](Engine& engine) { return engine.start(wanted, console()); },
        [guard, link](const Result<Operation>& operation) {
            if (guard)
                guard->begun(operation);
            else if (operation) // the dialog was closed meanwhile
                link->ask([id = operation->id](Engine& engine) { return engine.start(CancelOperation{id}, console()); },
                          [](const Result<Operation>&) {});
        });
}

void TestPanel::begun(const Result<Operation>& operation)
{
    if (!operation) {
        fail(errorText(operation.error()));
        return;
    }
    m_operation = operation->id;
    m_result->clear();
    showSteps(*operation);
    follow();
}

void TestPanel::follow()
{
    if (!m_isRunning || m_operation == 0)
        return;
    const auto& all = m_link.operations();
    const auto found =
        std::find_if(all.begin(), all.end(), [this](const auto& each) { return each.id == m_operation; });
    if (found == all.end())
        return;
    const Operation operation = *found;
    showSteps(operation);
    if (operation.state != OperationState::Running)
        ended(operation);
}

void TestPanel::showSteps(const Operation& operation)
{
    while (m_rows.size() < operation.steps.size()) {
        const Row row{new QLabel(this), new QLabel(this), new QLabel(this), new QLabel(this)};
        const int at = static_cast<int>(m_rows.size());
        const QString stem = QStringLiteral("testStep%1").arg(at);
        row.name->setObjectName(stem + QStringLiteral("NameLabel"));
        row.time->setObjectName(stem + QStringLiteral("TimeLabel"));
        row.detail->setObjectName(stem + QStringLiteral("DetailLabel"));
        row.time->setAlignment(Qt::AlignRight | Qt::AlignTop);
        row.detail->setWordWrap(true);
        row.detail->setTextFormat(Qt::PlainText);
        row.detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(row.icon, at, 0, Qt::AlignTop);
        m_grid->addWidget(row.name, at, 1, Qt::AlignTop);
        m_grid->addWidget(row.time, at, 2);
        m_grid->addWidget(row.detail, at, 3);
        m_rows.push_back(row);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const bool used = i < operation.steps.size();
        for (QLabel* label : {row.icon, row.name, row.time, row.detail})
            label->setVisible(used);
        if (!used)
            continue;
        const OperationStep& step = operation.steps[i];
        row.icon->setPixmap(stepIcon(step.state).pixmap(kIconSize));
        row.icon->setToolTip(stepStateWord(step.state));
        row.name->setText(tr("%1: %2", "step: its state").arg(stepWord(step.name), stepStateWord(step.state)));
        row.time->setText(stepTime(step));
        row.detail->setText(engineText(step.detail));
        setTone(row.detail, step.state == StepState::Failed);
    }
}

void TestPanel::ended(const Operation& operation)
{
    m_isRunning = false;
    const auto failed = std::find_if(operation.steps.begin(), operation.steps.end(),
                                     [](const auto& each) { return each.state == StepState::Failed; });
    if (operation.state == OperationState::Succeeded) {
        m_verdict = tr("The test went well: %1").arg(engineText(operation.step));
    } else if (operation.state == OperationState::Cancelled) {
        m_verdict = tr("The test was cancelled.");
    } else if (failed == operation.steps.end()) {
        m_verdict = tr("The test failed: %1").arg(engineText(operation.step));
    } else {
        const Advice advice = testAdvice(m_wanted().backend.kind(), *failed);
        m_verdict = tr("%1 failed: %2. %3").arg(stepWord(failed->name), advice.why, advice.next);
        m_field = advice.field;
        m_edit->setText(advice.edit);
        m_edit->setToolTip(advice.next);
        m_edit->setVisible(!advice.field.isEmpty());
    }
    setTone(m_result, operation.state == OperationState::Failed);
    m_result->setText(m_verdict);
    refreshButton();
    Q_EMIT changed();
}

void TestPanel::fail(const QString& text)
{
    m_isRunning = false;
    m_verdict = tr("The test could not begin: %1").arg(text);
    setTone(m_result, true);
    m_result->setText(m_verdict);
    refreshButton();
    Q_EMIT changed();
}

} // namespace straightline::ui
