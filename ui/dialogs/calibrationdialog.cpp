// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/calibrationdialog.h"

#include <algorithm>

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

#include "ui/dialogs/fieldkit.h"
#include "ui/dialogs/sizeedit.h"
#include "ui/readonly.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::uint64_t kGeneratedBytes = 16'384;

double dearest(const ApplicationConfiguration& application)
{
    double usd = 0.0;
    for (const BackendConfiguration& each : application.backends)
        usd = std::max(usd, each.usdPerSecond);
    return usd;
}

/// Empty without any.
QString coldStartsText(const CalibrationResult& result)
{
    std::uint32_t count = 0;
    double p95Ms = 0.0;
    for (const CalibrationPoint& each : result.points) {
        count += each.coldStarts;
        p95Ms = std::max(p95Ms, each.coldP95Ms);
    }
    return count == 0 ? QString()
                      : CalibrationDialog::tr("%n cold start(s) of functions beside it, p95 of a step at most %1.",
                                              nullptr, static_cast<int>(count))
                            .arg(formatMillis(p95Ms));
}

QLabel* sentence(QWidget* parent, const char* objectName)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(objectName));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

CalibrationDialog::CalibrationDialog(EngineLink& link, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_fields(new QWidget(this))
    , m_bound(sentence(this, "calibrationBoundLabel"))
    , m_consent(new QCheckBox(tr("&Send this to the live backends"), this))
    , m_progress(new QProgressBar(this))
    , m_status(sentence(this, "calibrationStatusLabel"))
{
    setObjectName(QStringLiteral("CalibrationDialog"));
    setModal(false);
    m_consent->setObjectName(QStringLiteral("calibrationConsentCheckBox"));
    m_consent->setToolTip(tr("Nothing is sent without it."));
    m_progress->setObjectName(QStringLiteral("calibrationProgressBar"));
    m_progress->setRange(0, 1'000);
    auto* about = sentence(this, "calibrationAboutLabel");
    about->setText(tr("Sends requests to each tier, more and more a second and larger and larger, to find where the "
                      "local tier is outrun by the serverless one (F) and the serverless tier by containers (D). The "
                      "requests do not go through the gateway, but compete with those of clients."));
    buildForm();
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addWidget(m_fields);
    layout->addWidget(m_bound);
    layout->addWidget(m_consent);
    layout->addWidget(m_progress);
    layout->addWidget(m_status, 1);
    layout->addWidget(buildFoot());
    connect(m_consent, &QCheckBox::toggled, this, &CalibrationDialog::refresh);
    connect(&m_link, &EngineLink::operationsChanged, this, &CalibrationDialog::follow);
    connect(&m_link, &EngineLink::siteChanged, this, &CalibrationDialog::refresh);
    connect(&m_link, &EngineLink::statusChanged, this, &CalibrationDialog::refresh);
    resize(560, 520);
}

void CalibrationDialog::buildForm()
{
    const CalibrationLimits usual;
    m_form = makeForm(m_fields, 0);
    m_rate = makeNumber(
        m_fields,
        {"calibrationRateSpinBox", "most_per_second", tr("Most requests a second"), tr("Never exceeded, 2 to 1,000.")},
        2, 1'000, QStringLiteral(" /s"));
    m_rate->setValue(static_cast<int>(usual.mostPerSecond));
    m_requests = makeNumber(
        m_fields,
        {"calibrationRequestsSpinBox", "most_requests", tr("Requests in all"), tr("At most, 50 to 1,000,000.")}, 50,
        1'000'000, {});
    m_requests->setGroupSeparatorShown(true);
    m_requests->setValue(static_cast<int>(usual.mostRequests));
    m_latency = makeNumber(m_fields,
                           {"calibrationLatencySpinBox", "latency_bound_ms", tr("Longest wait for an answer"),
                            tr("A p95 of half of it ends a sweep; 100 to 60,000 ms.")},
                           100, 60'000, QStringLiteral(" ms"));
    m_latency->setValue(static_cast<int>(usual.latencyBound.count()));
    m_usd = new QDoubleSpinBox(m_fields);
    describeField(m_usd,
                  {"calibrationUsdDoubleSpinBox", "most_usd", tr("Most it may cost"),
                   tr("By the backends' prices of a second; no step begins that may cost more. 0 to 10,000 USD.")});
    m_usd->setRange(0.0, 10'000.0);
    m_usd->setDecimals(2);
    m_usd->setSuffix(tr(" USD"));
    m_usd->setValue(usual.mostUsd);
    m_size = makeSize(m_fields, {"calibrationBodySizeEdit", "most_bytes", tr("Largest body"),
                                 tr("Where the sweep of sizes ends; it begins at 4 KiB.")});
    m_size->setZeroText({});
    m_size->setBytes(usual.mostBytes);
    m_path =
        makeLine(m_fields, {"calibrationPathLineEdit", "path", tr("Path"), tr("Where requests are sent by POST.")}, {});
    m_contentType = makeLine(
        m_fields, {"calibrationTypeLineEdit", "content_type", tr("Content type"), tr("Of the body below.")}, {});
    m_contentType->setText(QStringLiteral("application/json"));
    m_body = new QPlainTextEdit(m_fields);
    describeField(m_body, {"calibrationBodyPlainTextEdit", "body", tr("Sample body"),
                           tr("Made longer as needed. Empty: zeros are sent as application/octet-stream.")});
    m_body->setTabChangesFocus(true);
    m_body->setMaximumHeight(72);
    for (QWidget* each :
         {static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_requests), static_cast<QWidget*>(m_latency),
          static_cast<QWidget*>(m_usd), static_cast<QWidget*>(m_size), static_cast<QWidget*>(m_path),
          static_cast<QWidget*>(m_contentType), static_cast<QWidget*>(m_body)})
        m_form->addRow(each->property("title").toString(), each);
    for (QSpinBox* each : {m_rate, m_requests, m_latency})
        connect(each, &QSpinBox::valueChanged, this, &CalibrationDialog::refresh);
    connect(m_usd, &QDoubleSpinBox::valueChanged, this, &CalibrationDialog::refresh);
    connect(m_size, &SizeEdit::changed, this, &CalibrationDialog::refresh);
    connect(m_body, &QPlainTextEdit::textChanged, this, &CalibrationDialog::refresh);
}

QWidget* CalibrationDialog::buildFoot()
{
    auto* foot = new QWidget(this);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch();
    const auto add = [&](const QString& text, const char* objectName, const QString& tip) {
        auto* button = new QPushButton(text, foot);
        button->setObjectName(QLatin1String(objectName));
        button->setToolTip(tip);
        button->setAutoDefault(false);
        layout->addWidget(button);
        return button;
    };
    m_start = add(tr("&Measure"), "startCalibrationPushButton", tr("Send the requests"));
    m_stop = add(tr("S&top"), "stopCalibrationPushButton", tr("Send nothing any more; what was measured is kept"));
    m_apply = add(tr("&Apply"), "applyCalibrationPushButton", tr("Set what was found; it can be undone"));
    auto* close = add(tr("&Close"), "closeCalibrationPushButton", tr("A calibration that runs goes on"));
    connect(m_start, &QPushButton::clicked, this, &CalibrationDialog::start);
    connect(m_stop, &QPushButton::clicked, this, &CalibrationDialog::stop);
    connect(m_apply, &QPushButton::clicked, this, &CalibrationDialog::apply);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return foot;
}

void CalibrationDialog::open(const std::string& application)
{
    if (m_application != application) {
        m_application = application;
        m_operation = 0;
        m_result = {};
        m_consent->setChecked(false);
        m_status->clear();
        m_path->setText(QStringLiteral("/v2/models/%1/infer").arg(fromUtf8(application)));
    }
    setWindowTitle(tr("Calibrate %1").arg(fromUtf8(application)));
    for (const Operation& each : m_link.operations()) {
        if (each.kind == "calibration" && each.subject == application && each.state == OperationState::Running)
            m_operation = each.id;
    }
    fetch();
    refresh();
    show();
    raise();
}

CalibrateApplication CalibrationDialog::wish() const
{
    CalibrateApplication wanted;
    wanted.application = m_application;
    wanted.consent = m_consent->isChecked();
    wanted.limits.mostPerSecond = m_rate->value();
    wanted.limits.mostRequests = static_cast<std::uint32_t>(m_requests->value());
    wanted.limits.latencyBound = std::chrono::milliseconds(m_latency->value());
    wanted.limits.mostBytes = m_size->bytes();
    wanted.limits.mostUsd = m_usd->value();
    SampleRequest& sample = wanted.sample.emplace();
    sample.path = toUtf8(m_path->text().trimmed());
    sample.body = toUtf8(m_body->toPlainText());
    sample.contentType = sample.body.empty() ? "application/octet-stream" : toUtf8(m_contentType->text().trimmed());
    return wanted;
}

const Operation* CalibrationDialog::operation() const
{
    const auto& all = m_link.operations();
    const auto found =
        std::find_if(all.begin(), all.end(), [this](const auto& each) { return each.id == m_operation; });
    return m_operation == 0 || found == all.end() ? nullptr : &*found;
}

bool CalibrationDialog::isRunning() const
{
    const Operation* const followed = operation();
    return followed != nullptr && followed->state == OperationState::Running;
}

void CalibrationDialog::refresh()
{
    const ApplicationConfiguration* const application = m_link.site()->findApplication(m_application);
    const CalibrateApplication wanted = wish();
    const Result<void> valid = validate(wanted.limits);
    const bool runs = isRunning();
    m_form->setRowVisible(m_usd, application != nullptr && dearest(*application) > 0.0);
    if (application != nullptr && valid) {
        const std::uint64_t body = wanted.sample->body.empty() ? kGeneratedBytes : wanted.sample->body.size();
        const CalibrationBound bound = boundOf(wanted.limits, body, dearest(*application));
        QString text = tr("It sends at most %1, %Ln request(s) and %2 in all, for %3 s at the longest.", nullptr,
                          static_cast<int>(bound.mostRequests))
                           .arg(formatRate(bound.mostPerSecond), formatBytes(static_cast<double>(bound.mostBytes)),
                                formatCount(static_cast<std::uint64_t>(bound.longest.count())));
        if (bound.mostUsd > 0.0)
            text += QLatin1Char(' ') + tr("It costs at most %1 USD.").arg(formatNumber(bound.mostUsd));
        m_bound->setText(text);
    } else {
        m_bound->setText(valid ? tr("The application does not exist any more.") : errorText(valid.error()));
    }
    const QString readOnly = whyReadOnly(m_link);
    const QString whyNot = !readOnly.isEmpty()                ? readOnly
                           : application == nullptr || !valid ? m_bound->text()
                           : !m_consent->isChecked()          ? tr("Agree to what is sent first.")
                                                              : QString();
    m_fields->setEnabled(!runs);
    m_consent->setEnabled(!runs);
    m_start->setVisible(!runs);
    setEnabledOrSay(m_start, whyNot.isEmpty(), whyNot);
    m_stop->setVisible(runs);
    m_progress->setVisible(runs);
    const bool found = m_result.frequency.value || m_result.size.value;
    m_apply->setVisible(!runs && found);
    setEnabledOrSay(m_apply, readOnly.isEmpty(), readOnly);
}

void CalibrationDialog::start()
{
    const CalibrateApplication wanted = wish();
    m_result = {};
    m_status->setText(tr("Measuring…"));
    m_consent->setChecked(false); // for once
    const QPointer<CalibrationDialog> guard(this);
    m_link.ask([wanted](Engine& engine) { return engine.start(wanted, Actor{"console"}); },
               [guard](const Result<Operation>& operation) {
                   if (guard)
                       guard->begun(operation);
               });
}

void CalibrationDialog::begun(const Result<Operation>& operation)
{
    m_operation = operation ? operation->id : 0;
    if (!operation)
        m_status->setText(errorText(operation.error()));
    follow();
}

void CalibrationDialog::stop()
{
    m_link.ask([id = m_operation](Engine& engine) { return engine.start(CancelOperation{id}, Actor{"console"}); },
               [](const Result<Operation>&) {}); // the operation itself tells
}

void CalibrationDialog::follow()
{
    if (const Operation* followed = operation(); followed != nullptr) {
        m_progress->setValue(static_cast<int>(std::clamp(followed->progress, 0.0, 1.0) * 1'000.0));
        m_status->setText(engineText(followed->step));
        if (followed->state != OperationState::Running) {
            m_status->setText(tr("%1: %2").arg(operationStateWord(followed->state), engineText(followed->step)));
            m_operation = 0;
            fetch();
        }
    }
    refresh();
}

void CalibrationDialog::fetch()
{
    const QPointer<CalibrationDialog> guard(this);
    m_link.ask([application = m_application](Engine& engine) { return engine.calibration(application); },
               [guard](const CalibrationResult& result) {
                   if (guard && result.application == guard->m_application && !guard->isRunning())
                       guard->showResult(result);
               });
}

void CalibrationDialog::showResult(const CalibrationResult& result)
{
    m_result = result;
    if (result.operation != 0 && result.complete) {
        const auto line = [](const QString& name, const QString& value, const CalibrationFinding& finding) {
            const QString why = engineText(finding.why);
            return finding.value ? tr("%1 = %2: %3").arg(name, value, why) : tr("%1: %2").arg(name, why);
        };
        QStringList lines;
        lines.append(line(QStringLiteral("F"), formatRate(result.frequency.value.value_or(0.0)), result.frequency));
        lines.append(line(QStringLiteral("D"), formatBytes(result.size.value.value_or(0.0)), result.size));
        lines.append(tr("%n step(s) were measured.", nullptr, static_cast<int>(result.points.size())));
        if (const QString cold = coldStartsText(result); !cold.isEmpty())
            lines.append(cold);
        m_status->setText(lines.join(QLatin1Char('\n')));
    }
    refresh();
}

void CalibrationDialog::apply()
{
    const ApplicationConfiguration* const application = m_link.site()->findApplication(m_application);
    if (application == nullptr)
        return;
    Thresholds thresholds = application->thresholds;
    thresholds.frequencyHz = m_result.frequency.value.value_or(thresholds.frequencyHz);
    thresholds.sizeBytes =
        static_cast<std::uint64_t>(m_result.size.value.value_or(static_cast<double>(thresholds.sizeBytes)));
    m_link.apply(PutThresholds{m_application, thresholds},
                 tr("Calibrated thresholds of %1: F %2, D %3")
                     .arg(fromUtf8(m_application), formatRate(thresholds.frequencyHz),
                          formatBytes(static_cast<double>(thresholds.sizeBytes))));
}

} // namespace straightline::ui
