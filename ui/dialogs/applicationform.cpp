// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/applicationform.h"

#include <cmath>

#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/dialogs/sizeedit.h"
#include "ui/pages/thresholdbar.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

std::uint32_t count(const PlainSpinBox& box)
{
    return static_cast<std::uint32_t>(std::llround(box.value()));
}

std::chrono::milliseconds millis(const PlainSpinBox& box)
{
    return std::chrono::milliseconds(std::llround(box.value()));
}

/// "isolation.slow_factor" → "isolationSlowFactor"
QString objectNameOf(const QString& field)
{
    QString name;
    bool isStart = false;
    for (const QChar c : field) {
        if (c == QLatin1Char('_') || c == QLatin1Char('.'))
            isStart = true;
        else
            name += std::exchange(isStart, false) ? c.toUpper() : c;
    }
    return name;
}

} // namespace

ApplicationForm::ApplicationForm(QWidget* parent)
    : QWidget(parent)
{
    auto* placement = new QFormLayout;
    buildPlacement(placement);
    auto* box = new QGroupBox(tr("When a backend answers badly"), this);
    auto* isolation = new QFormLayout(box);
    buildIsolation(isolation);
    for (QFormLayout* each : {placement, isolation})
        each->setHorizontalSpacing(12);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 8, 0); // beside the scroll bar
    layout->addLayout(placement);
    layout->addWidget(box);
    layout->addStretch();
    setConfiguration({});
}

void ApplicationForm::addField(QFormLayout* layout, QWidget* widget, const QString& field, const QString& title,
                               const QString& tip)
{
    widget->setProperty("field", field);
    widget->setProperty("title", title);
    widget->setAccessibleName(title);
    widget->setToolTip(tip);
    widget->setWhatsThis(tip);
    auto* label = new QLabel(title, this);
    label->setBuddy(widget);
    label->setToolTip(tip);
    layout->addRow(label, widget);
}

PlainSpinBox* ApplicationForm::addNumber(QFormLayout* layout, const QString& field, const QString& title,
                                         const QString& unit, const QString& tip, int decimals)
{
    auto* box = new PlainSpinBox(this);
    box->setObjectName(objectNameOf(field) + QStringLiteral("SpinBox"));
    box->setRange(0.0, 4e9);
    box->setDecimals(decimals);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setFocusPolicy(Qt::StrongFocus);
    if (!unit.isEmpty())
        box->setSuffix(QLatin1Char(' ') + unit);
    box->setGroupSeparatorShown(decimals == 0);
    connect(box, &QDoubleSpinBox::valueChanged, this, &ApplicationForm::changed);
    addField(layout, box, field, title, tip);
    return box;
}

void ApplicationForm::buildPlacement(QFormLayout* layout)
{
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("applicationNameLineEdit"));
    connect(m_name, &QLineEdit::textChanged, this, &ApplicationForm::changed);
    addField(layout, m_name, QStringLiteral("name"), tr("Name"),
             tr("1 to 63 of A-Z a-z 0-9 . _ -, beginning with a letter or digit. Clients call it by this name."));
    m_mount = new QLineEdit(this);
    m_mount->setObjectName(QStringLiteral("mountLineEdit"));
    m_mount->setPlaceholderText(tr("none"));
    connect(m_mount, &QLineEdit::textChanged, this, &ApplicationForm::changed);
    addField(layout, m_mount, QStringLiteral("mount"), tr("Mount"),
             tr("Requests under this path go to the application unchanged; / takes all that is left; empty = none."));
    m_policy = new QComboBox(this);
    m_policy->setObjectName(QStringLiteral("applicationPolicyComboBox"));
    for (std::size_t i = 0; i < kPolicyCount; ++i) {
        if (!isForLiveRequests(static_cast<PolicyKind>(i)))
            continue;
        m_policy->addItem(policyTitle(static_cast<PolicyKind>(i)), static_cast<int>(i));
        m_policy->setItemData(m_policy->count() - 1, policyMeaning(static_cast<PolicyKind>(i)), Qt::ToolTipRole);
    }
    addField(layout, m_policy, QStringLiteral("policy"), tr("Policy"), tr("How its requests are placed."));
    m_policyMeaning = new QLabel(this);
    m_policyMeaning->setProperty("muted", true);
    m_policyMeaning->setWordWrap(true);
    layout->addRow(QString(), m_policyMeaning);
    connect(m_policy, &QComboBox::currentIndexChanged, this, [this] {
        m_policyMeaning->setText(policyMeaning(static_cast<PolicyKind>(m_policy->currentData().toInt())));
        Q_EMIT changed();
    });
    m_frequency = addNumber(layout, QStringLiteral("frequency_hz"), tr("Frequency threshold F"), tr("/s"),
                            tr("Above this request frequency, small requests count as a burst and go to the serverless "
                               "tier."),
                            6);
    m_size = new SizeEdit(QStringLiteral("applicationSize"), tr("Size threshold D"), this);
    m_size->findChild<PlainSpinBox*>()->setSpecialValueText({}); // 0 is a size here
    connect(m_size, &SizeEdit::changed, this, &ApplicationForm::changed);
    addField(layout, m_size, QStringLiteral("size_bytes"), tr("Size threshold D"),
             tr("Requests with a larger body go to the container tier."));
    m_window = addNumber(layout, QStringLiteral("window_ms"), tr("Window W"), tr("ms"),
                         tr("The window in which the request frequency is counted, 10 ms to 1 h."));
    m_deadline = addNumber(layout, QStringLiteral("deadline_ms"), tr("Deadline"), tr("ms"),
                           tr("Longest time of a whole request, waiting included."));
    m_queue = addNumber(layout, QStringLiteral("queue_limit"), tr("Queue limit"), tr("requests"),
                        tr("Most requests that wait for room; one more is answered 429."));
    m_budget = addNumber(layout, QStringLiteral("budget_usd_per_1000"), tr("Budget for 1000 requests"), tr("USD"),
                         tr("What they may cost by the backends' prices; the policy Adaptive keeps to it. 0 = money "
                            "does not count."),
                         6);
    m_budget->setMaximum(1e6);
}

void ApplicationForm::buildIsolation(QFormLayout* layout)
{
    m_failures = addNumber(layout, QStringLiteral("isolation.consecutive_failures"), tr("Failures in a row"), {},
                           tr("So many failed attempts in a row eject a backend; 0 = never for this."));
    m_failurePercent = addNumber(layout, QStringLiteral("isolation.failure_percent"), tr("Share of failures"), tr("%"),
                                 tr("This share of failed attempts in 10 s ejects, when the others fail less than a "
                                    "quarter as often; 0 = never for this."));
    m_minimum = addNumber(layout, QStringLiteral("isolation.minimum_attempts"), tr("Attempts before judging"), {},
                          tr("Fewer attempts in 10 s lead to no conclusion."));
    m_slow = addNumber(layout, QStringLiteral("isolation.slow_factor"), tr("Slower than before"), tr("times"),
                       tr("So many times slower than before ejects, when its peers are not; 0 = never for this."), 2);
    m_ejection = addNumber(layout, QStringLiteral("isolation.ejection_ms"), tr("Ejection time"), tr("ms"),
                           tr("Time out of service, times the ejections in a row."));
    m_maxEjection = addNumber(layout, QStringLiteral("isolation.max_ejection_ms"), tr("Longest ejection"), tr("ms"),
                              tr("Never out of service for longer than this."));
    m_maxEjected = addNumber(layout, QStringLiteral("isolation.max_ejected_percent"), tr("Most ejected"), tr("%"),
                             tr("Of the backends in service, for how they answer; one always may be."));
    m_panic = addNumber(layout, QStringLiteral("isolation.panic_percent"), tr("Panic below"), tr("%"),
                        tr("With fewer backends available, those that answer at all are used again; 0 = answer 503."));
    m_repeatable = new QComboBox(this);
    m_repeatable->setObjectName(QStringLiteral("repeatableComboBox"));
    m_repeatable->addItem(tr("idempotent methods"));
    m_repeatable->addItem(tr("also with an Idempotency-Key"));
    m_repeatable->addItem(tr("all requests"));
    connect(m_repeatable, &QComboBox::currentIndexChanged, this, &ApplicationForm::changed);
    addField(layout, m_repeatable, QStringLiteral("isolation.repeatable"), tr("Retry"),
             tr("What may be sent to a second backend after the first received some of it."));
    m_hedgeAfter = addNumber(layout, QStringLiteral("isolation.hedge_after_ms"), tr("Hedge after"), tr("ms"),
                             tr("What may be repeated is sent to a second backend beside the first when that has not "
                                "begun to answer for so long, and for longer than nearly all requests take; the first "
                                "good answer counts. 0 = off."));
    m_hedgePercent = addNumber(layout, QStringLiteral("isolation.hedge_percent"), tr("Most hedges"), tr("%"),
                               tr("Of the requests, at most, are sent a second time for that, 1 to 20."));
}

ApplicationConfiguration ApplicationForm::configuration() const
{
    ApplicationConfiguration made = m_set;
    made.name = toUtf8(m_name->text());
    made.mount = toUtf8(m_mount->text());
    made.policy = static_cast<PolicyKind>(m_policy->currentData().toInt());
    // A field that still shows what was set keeps it to the last bit.
    if (m_frequency->cleanText() != m_frequency->textFromValue(m_set.thresholds.frequencyHz))
        made.thresholds.frequencyHz = m_frequency->value();
    made.thresholds.sizeBytes = m_size->bytes();
    made.window = millis(*m_window);
    made.deadline = millis(*m_deadline);
    made.queueLimit = count(*m_queue);
    if (m_budget->cleanText() != m_budget->textFromValue(m_set.adaptive.budgetUsdPer1000))
        made.adaptive.budgetUsdPer1000 = m_budget->value();
    IsolationSettings& isolation = made.isolation;
    isolation.consecutiveFailures = count(*m_failures);
    isolation.failurePercent = count(*m_failurePercent);
    isolation.minimumAttempts = count(*m_minimum);
    if (m_slow->cleanText() != m_slow->textFromValue(m_set.isolation.slowFactor))
        isolation.slowFactor = m_slow->value();
    isolation.ejectionTime = millis(*m_ejection);
    isolation.maxEjectionTime = millis(*m_maxEjection);
    isolation.maxEjectedPercent = count(*m_maxEjected);
    isolation.panicPercent = count(*m_panic);
    isolation.repeatable = static_cast<Repeatable>(m_repeatable->currentIndex());
    isolation.hedgeAfter = millis(*m_hedgeAfter);
    isolation.hedgePercent = count(*m_hedgePercent);
    return made;
}

void ApplicationForm::setConfiguration(const ApplicationConfiguration& application)
{
    {
        const QSignalBlocker quiet(this);
        m_set = application;
        const IsolationSettings& isolation = application.isolation;
        m_name->setText(fromUtf8(application.name));
        m_mount->setText(fromUtf8(application.mount));
        m_policy->setCurrentIndex(m_policy->findData(static_cast<int>(application.policy)));
        m_policyMeaning->setText(policyMeaning(application.policy));
        m_frequency->setValue(application.thresholds.frequencyHz);
        m_size->setBytes(application.thresholds.sizeBytes);
        m_window->setValue(static_cast<double>(application.window.count()));
        m_deadline->setValue(static_cast<double>(application.deadline.count()));
        m_queue->setValue(application.queueLimit);
        m_budget->setValue(application.adaptive.budgetUsdPer1000);
        m_failures->setValue(isolation.consecutiveFailures);
        m_failurePercent->setValue(isolation.failurePercent);
        m_minimum->setValue(isolation.minimumAttempts);
        m_slow->setValue(isolation.slowFactor);
        m_ejection->setValue(static_cast<double>(isolation.ejectionTime.count()));
        m_maxEjection->setValue(static_cast<double>(isolation.maxEjectionTime.count()));
        m_maxEjected->setValue(isolation.maxEjectedPercent);
        m_panic->setValue(isolation.panicPercent);
        m_repeatable->setCurrentIndex(static_cast<int>(isolation.repeatable));
        m_hedgeAfter->setValue(static_cast<double>(isolation.hedgeAfter.count()));
        m_hedgePercent->setValue(isolation.hedgePercent);
    }
    Q_EMIT changed();
}

void ApplicationForm::setNameFixed(bool fixed)
{
    m_name->setEnabled(!fixed);
    if (fixed)
        m_name->setToolTip(tr("Clients call the application by its name: clone it to give it another one."));
}

void ApplicationForm::markField(const QString& field)
{
    for (QWidget* widget : findChildren<QWidget*>()) {
        const QVariant name = widget->property("field");
        if (!name.isValid())
            continue;
        const bool invalid = !field.isEmpty() && name.toString() == field;
        if (widget->property("invalid").toBool() == invalid)
            continue;
        widget->setProperty("invalid", invalid);
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
}

QString ApplicationForm::titleOf(const QString& field) const
{
    for (const QWidget* widget : findChildren<QWidget*>()) {
        if (widget->property("field").toString() == field)
            return widget->property("title").toString();
    }
    return field;
}

} // namespace straightline::ui
