// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/thresholdbar.h"

#include <cmath>

#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QWheelEvent>

#include "ui/readonly.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kSettleMillis = 300;

void name(QWidget* widget, const char* objectName, const QString& accessible, const QString& tip)
{
    widget->setObjectName(QLatin1String(objectName));
    widget->setAccessibleName(accessible);
    widget->setToolTip(tip);
    widget->setWhatsThis(tip);
}

QLabel* caption(const QString& text, QWidget* buddy, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

} // namespace

QString PlainSpinBox::textFromValue(double value) const
{
    QLocale plain = locale();
    plain.setNumberOptions(isGroupSeparatorShown() ? QLocale::DefaultNumberOptions : QLocale::OmitGroupSeparator);
    QString text = plain.toString(value, 'f', decimals());
    const QString point = plain.decimalPoint();
    if (text.contains(point)) {
        while (text.endsWith(plain.zeroDigit()))
            text.chop(1);
        if (text.endsWith(point))
            text.chop(point.size());
    }
    return text;
}

void PlainSpinBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

ThresholdBar::ThresholdBar(QWidget* parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_fields(new QWidget(this))
    , m_problem(new QLabel(this))
    , m_frequency(new PlainSpinBox(this))
    , m_frequencyUnit(new QComboBox(this))
    , m_size(new PlainSpinBox(this))
    , m_sizeUnit(new QComboBox(this))
    , m_policy(new QComboBox(this))
{
    setProperty("card", true);
    buildUnits();
    m_problem->setObjectName(QStringLiteral("thresholdProblemLabel"));
    m_problem->setProperty("muted", true);
    m_problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // never makes the window wider
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addSpacing(8);
    auto* fields = new QHBoxLayout(m_fields);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(8);
    fields->addWidget(caption(tr("&Policy"), m_policy, this));
    fields->addWidget(m_policy);
    fields->addSpacing(16);
    fields->addWidget(caption(tr("Fre&quency threshold F"), m_frequency, this));
    fields->addWidget(m_frequency);
    fields->addWidget(m_frequencyUnit);
    fields->addSpacing(16);
    fields->addWidget(caption(tr("Size threshold &D"), m_size, this));
    fields->addWidget(m_size);
    fields->addWidget(m_sizeUnit);
    layout->addWidget(m_fields);
    layout->addWidget(m_problem, 1);

    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMillis);
    connect(&m_settle, &QTimer::timeout, this, &ThresholdBar::flush);
    for (PlainSpinBox* box : {m_frequency, m_size}) {
        box->setKeyboardTracking(false);
        box->setFocusPolicy(Qt::StrongFocus);
        connect(box, &QDoubleSpinBox::valueChanged, this, &ThresholdBar::valueEdited);
        connect(box, &QDoubleSpinBox::editingFinished, this, &ThresholdBar::flush);
    }
    for (QComboBox* unit : {m_frequencyUnit, m_sizeUnit})
        connect(unit, &QComboBox::currentIndexChanged, this, [this] {
            if (!m_filling)
                showThresholds();
        });
    connect(m_policy, &QComboBox::activated, this, [this](int index) {
        const auto policy = static_cast<PolicyKind>(m_policy->itemData(index).toInt());
        m_policy->setToolTip(policyMeaning(policy));
        Q_EMIT policyEdited(m_application, policy);
    });
}

void ThresholdBar::buildUnits()
{
    const QScopedValueRollback filling(m_filling, true);
    name(m_frequency, "frequencyDoubleSpinBox", tr("Frequency threshold F"),
         tr("Above this request frequency, small requests count as a burst and go to the serverless tier."));
    name(m_frequencyUnit, "frequencyUnitComboBox", tr("Unit of F"), tr("Unit of F"));
    name(m_size, "sizeDoubleSpinBox", tr("Size threshold D"),
         tr("Requests with a larger body go to the container tier."));
    name(m_sizeUnit, "sizeUnitComboBox", tr("Unit of D"), tr("Unit of D"));
    name(m_policy, "policyComboBox", tr("Policy"), {});
    m_frequencyUnit->addItem(tr("/s"), 1.0);
    m_frequencyUnit->addItem(tr("/min"), 1.0 / 60.0);
    m_sizeUnit->addItem(QStringLiteral("B"), 1.0);
    m_sizeUnit->addItem(QStringLiteral("kB"), 1e3);
    m_sizeUnit->addItem(QStringLiteral("MB"), 1e6);
    m_sizeUnit->addItem(QStringLiteral("KiB"), 1024.0);
    m_sizeUnit->addItem(QStringLiteral("MiB"), 1'048'576.0);
    m_sizeUnit->setCurrentIndex(1);
    m_frequency->setRange(0.0, 1e9);
    m_frequency->setDecimals(3);
    m_frequency->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_size->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_frequency->setMinimumWidth(96);
    m_frequency->setMaximumWidth(120);
    m_size->setMinimumWidth(96);
    m_size->setMaximumWidth(120);
    for (std::size_t i = 0; i < kPolicyCount; ++i) {
        if (!isForLiveRequests(static_cast<PolicyKind>(i)))
            continue;
        const auto policy = static_cast<PolicyKind>(i);
        m_policy->addItem(policyTitle(policy), static_cast<int>(i));
        m_policy->setItemData(m_policy->count() - 1, policyMeaning(policy), Qt::ToolTipRole);
    }
}

void ThresholdBar::show(const ApplicationConfiguration* application, const QString& whyNot)
{
    const bool usable = application != nullptr && whyNot.isEmpty();
    for (QWidget* widget :
         {static_cast<QWidget*>(m_frequency), static_cast<QWidget*>(m_frequencyUnit), static_cast<QWidget*>(m_size),
          static_cast<QWidget*>(m_sizeUnit), static_cast<QWidget*>(m_policy)})
        setEnabledOrSay(widget, usable, whyNot);
    m_problem->setText(application != nullptr ? whyNot : tr("Choose one application in the tool bar to edit it."));
    m_problem->setToolTip(m_problem->text());
    m_fields->setVisible(application != nullptr);
    m_title->setText(application != nullptr ? fromUtf8(application->name) : tr("All applications"));
    if (application == nullptr) {
        m_application.clear();
        return;
    }
    const bool same = m_application == fromUtf8(application->name);
    if (same
        && (m_settle.isActive()
            || (m_shown == application->thresholds
                && m_policy->currentData().toInt() == static_cast<int>(application->policy))))
        return;
    m_settle.stop();
    m_application = fromUtf8(application->name);
    m_shown = application->thresholds;
    m_policy->setCurrentIndex(m_policy->findData(static_cast<int>(application->policy)));
    m_policy->setToolTip(policyMeaning(application->policy));
    setEnabledOrSay(m_policy, usable, whyNot); // under the new tip too
    showThresholds();
}

void ThresholdBar::showThresholds()
{
    const QScopedValueRollback filling(m_filling, true);
    const double sizeUnit = m_sizeUnit->currentData().toDouble();
    m_size->setDecimals(static_cast<int>(std::lround(std::log10(sizeUnit))));
    m_size->setRange(0.0, 1'099'511'627'776.0 / sizeUnit);
    m_size->setValue(static_cast<double>(m_shown.sizeBytes) / sizeUnit);
    m_frequency->setValue(m_shown.frequencyHz / m_frequencyUnit->currentData().toDouble());
}

Thresholds ThresholdBar::entered() const
{
    Thresholds thresholds = m_shown;
    // A field that still shows the present value keeps it to the last bit, whatever its unit rounds to.
    const double frequencyUnit = m_frequencyUnit->currentData().toDouble();
    if (m_frequency->text() != m_frequency->textFromValue(m_shown.frequencyHz / frequencyUnit))
        thresholds.frequencyHz = m_frequency->value() * frequencyUnit;
    const double sizeUnit = m_sizeUnit->currentData().toDouble();
    if (m_size->text() != m_size->textFromValue(static_cast<double>(m_shown.sizeBytes) / sizeUnit))
        thresholds.sizeBytes = static_cast<std::uint64_t>(std::llround(m_size->value() * sizeUnit));
    return thresholds;
}

void ThresholdBar::valueEdited()
{
    if (!m_filling && !m_application.isEmpty())
        m_settle.start();
}

void ThresholdBar::flush()
{
    m_settle.stop();
    const Thresholds thresholds = entered();
    if (m_application.isEmpty() || thresholds == m_shown)
        return;
    m_shown = thresholds;
    Q_EMIT thresholdsEdited(m_application, thresholds);
}

} // namespace straightline::ui
