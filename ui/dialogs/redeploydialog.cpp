// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/redeploydialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/dialogs/redeploytable.h"
#include "ui/enginelink.h"
#include "ui/text/effects.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kUsuallyKeptMinutes = 10;
constexpr int kLongestKeptMinutes = 1'440;
constexpr int kMostAsked = 8; ///< the engine looks at its containers behind: the first answer may be empty
constexpr int kAskAgainMillis = 500;

} // namespace

RedeployDialog::RedeployDialog(EngineLink& link, const BackendId& id, const BackendConfiguration& backend,
                               QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_id(id)
    , m_backend(backend)
    , m_effect(new QLabel(this))
{
    setObjectName(QStringLiteral("RedeployDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Redeploy %1").arg(fromUtf8(id)));
    const auto* container = std::get_if<ContainerSettings>(&backend.settings);
    m_effect->setObjectName(QStringLiteral("redeployEffectLabel"));
    m_effect->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addWidget(m_effect);
    if (container != nullptr)
        buildTable(*container);
    layout->addWidget(buildButtons());
    setMinimumWidth(container != nullptr ? 760 : 480);
    connect(&m_link, &EngineLink::frameDue, this, &RedeployDialog::refreshEffect);
    refreshEffect();
    if (container != nullptr) {
        check();
        askForRunning();
    }
}

QWidget* RedeployDialog::buildButtons()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("&Redeploy"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("acceptPushButton"));
    m_accept->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &RedeployDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void RedeployDialog::buildTable(const ContainerSettings& settings)
{
    m_table = new RedeployTable(settings, this);
    connect(m_table, &RedeployTable::changed, this, &RedeployDialog::check);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("redeployScrollArea"));
    scroll->setAccessibleName(tr("What the redeploy changes"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_table);
    scroll->setMinimumHeight(280);
    m_keep = new QSpinBox(this);
    m_keep->setObjectName(QStringLiteral("redeployKeepSpinBox"));
    m_keep->setAccessibleName(tr("Keep the old ones"));
    m_keep->setToolTip(tr("What was replaced stays, stopped, for so long: rolling back to it takes a moment."));
    m_keep->setRange(0, kLongestKeptMinutes);
    m_keep->setSuffix(tr(" min"));
    m_keep->setSpecialValueText(tr("remove at once"));
    m_keep->setValue(kUsuallyKeptMinutes);
    auto* form = new QFormLayout;
    form->addRow(tr("&Keep the old ones"), m_keep);
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("redeployProblemLabel"));
    m_problem->setProperty("bad", true);
    m_problem->setWordWrap(true);
    auto* layout = static_cast<QVBoxLayout*>(this->layout());
    layout->addWidget(scroll, 1);
    layout->addLayout(form);
    layout->addWidget(m_problem);
}

void RedeployDialog::refreshEffect()
{
    const QString text = redeployEffects(*m_link.site(), m_link.snapshot().get(), m_id).join(QLatin1Char('\n'));
    if (text != m_effect->text())
        m_effect->setText(text);
}

// Enter in a field would press Cancel, and what was typed would be lost: it goes to the next field instead.
void RedeployDialog::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && qobject_cast<QPushButton*>(focusWidget()) == nullptr)
        focusNextChild();
    else
        QDialog::keyPressEvent(event);
}

void RedeployDialog::askForRunning()
{
    ++m_asked;
    const QPointer<RedeployDialog> guard(this);
    m_link.ask([](Engine& engine) { return engine.containers(); },
               [guard](const std::vector<ContainerStatus>& containers) {
                   if (guard)
                       guard->takeRunning(containers);
               });
}

void RedeployDialog::takeRunning(const std::vector<ContainerStatus>& containers)
{
    const auto serves = [this](const ContainerStatus& each) {
        return each.backend == m_id && each.role == ReplicaRole::Serving;
    };
    const auto first = std::find_if(containers.begin(), containers.end(), serves);
    if (first != containers.end())
        m_table->showRunning(*first, static_cast<int>(std::count_if(first, containers.end(), serves)));
    else if (m_asked < kMostAsked)
        QTimer::singleShot(kAskAgainMillis, this, &RedeployDialog::askForRunning);
}

void RedeployDialog::check()
{
    BackendConfiguration changed = m_backend;
    changed.settings = m_table->wanted();
    const Result<void> good = validate(changed);
    m_problem->setText(good ? QString() : errorText(good.error()));
    m_problem->setVisible(!good);
    m_accept->setEnabled(good.has_value());
}

void RedeployDialog::submit()
{
    RedeployBackend redeploy;
    redeploy.id = m_id;
    if (const auto* container = std::get_if<ContainerSettings>(&m_backend.settings)) {
        redeploy.keepOld = std::chrono::minutes(m_keep->value());
        if (const ContainerSettings settings = m_table->wanted(); settings != *container)
            redeploy.settings = settings;
    }
    m_link.start(redeploy, windowTitle());
    accept();
}

} // namespace straightline::ui
