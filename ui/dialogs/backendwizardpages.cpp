// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The building half of BackendWizard.
#include <QButtonGroup>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/dialogs/backendfields.h"
#include "ui/dialogs/backendwizard.h"
#include "ui/dialogs/discoverypanel.h"
#include "ui/dialogs/fieldkit.h"
#include "ui/dialogs/testpanel.h"
#include "ui/enginelink.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

QString meaningOf(BackendKind kind)
{
    switch (kind) {
    case BackendKind::Container:
        return BackendWizard::tr("An image that the engine runs on Docker: it starts, checks, restarts and redeploys "
                                 "the replicas.");
    case BackendKind::Function:
        return BackendWizard::tr("A program that the engine starts on demand, isolated, and ends when it is idle.");
    case BackendKind::Http:
    case BackendKind::Vm:
        break;
    }
    return BackendWizard::tr("A server that somebody else runs, on this machine or another one.");
}

const char* nameOf(BackendKind kind)
{
    return kind == BackendKind::Container  ? "kindContainerRadioButton"
           : kind == BackendKind::Function ? "kindFunctionRadioButton"
                                           : "kindHttpRadioButton";
}

} // namespace

void BackendWizard::addPage(const QString& title, const QString& about, QWidget* page)
{
    m_titles.append(title);
    m_abouts.append(about);
    m_pages->addWidget(page);
}

QWidget* BackendWizard::buildKind(const std::string& application)
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_application = new QComboBox(page);
    describeField(m_application, {"dialogApplicationComboBox", "application", tr("Application"),
                                  tr("The application it serves; a new name makes a new application.")});
    for (const ApplicationConfiguration& each : m_link.site()->applications)
        m_application->addItem(fromUtf8(each.name));
    m_application->setEditable(true);
    m_application->setCurrentText(application.empty() && m_application->count() > 0 ? m_application->itemText(0)
                                                                                    : fromUtf8(application));
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Application"), m_application);
    layout->addLayout(form);
    m_kinds = new QButtonGroup(this);
    for (const BackendKind kind : {BackendKind::Http, BackendKind::Container, BackendKind::Function}) {
        auto* choice = new QRadioButton(kindWord(kind), page);
        choice->setObjectName(QLatin1String(nameOf(kind)));
        choice->setToolTip(meaningOf(kind));
        choice->setWhatsThis(meaningOf(kind));
        choice->setAccessibleDescription(meaningOf(kind));
        auto* meaning = new QLabel(meaningOf(kind), page);
        meaning->setWordWrap(true);
        meaning->setProperty("muted", true);
        meaning->setIndent(24);
        m_kinds->addButton(choice, static_cast<int>(kind));
        layout->addWidget(choice);
        layout->addWidget(meaning);
    }
    m_kinds->button(static_cast<int>(BackendKind::Http))->setChecked(true);
    layout->addStretch(1);
    connect(m_kinds, &QButtonGroup::idClicked, this, &BackendWizard::kindChosen);
    connect(m_application, &QComboBox::currentTextChanged, this, &BackendWizard::edited);
    return page;
}

QWidget* BackendWizard::buildWhere()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_discovery = new DiscoveryPanel(m_link, page);
    layout->addWidget(m_discovery, 1);
    layout->addWidget(m_fields->place());
    layout->addStretch(0);
    connect(m_discovery, &DiscoveryPanel::picked, this, &BackendWizard::pick);
    return page;
}

QWidget* BackendWizard::buildLimits()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Tier"), m_fields->tier());
    layout->addLayout(form);
    layout->addWidget(m_fields->limits());
    auto* title = new QLabel(tr("Health check"), page);
    title->setObjectName(QStringLiteral("healthTitleLabel"));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    layout->addWidget(title);
    layout->addWidget(m_fields->health());
    layout->addStretch(1);
    alignLabels(*page);
    return page;
}

QWidget* BackendWizard::buildTest()
{
    m_test = new TestPanel(
        m_link,
        [this] {
            return TryBackend{applicationName(), m_fields->configuration(), {}};
        },
        this);
    connect(m_test, &TestPanel::editWanted, this, &BackendWizard::showField);
    connect(m_test, &TestPanel::changed, this, &BackendWizard::check);
    return m_test;
}

QWidget* BackendWizard::buildName()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Name"), m_fields->name());
    layout->addLayout(form);
    m_summary = new QLabel(page);
    m_summary->setObjectName(QStringLiteral("summaryLabel"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_summary);
    layout->addStretch(1);
    connect(m_fields->name(), &QLineEdit::textEdited, this, [this] { m_named = true; });
    return page;
}

void BackendWizard::buildButtons()
{
    const auto button = [this](const QString& text, const char* name) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(QLatin1String(name));
        return made;
    };
    m_back = button(tr("&Back"), "wizardBackPushButton");
    m_next = button(tr("Ne&xt"), "wizardNextPushButton");
    m_accept = button(tr("Re&gister"), "acceptPushButton");
    auto* cancel = button(tr("Cancel"), "wizardCancelPushButton");
    m_back->setAutoDefault(false);
    cancel->setAutoDefault(false);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(cancel);
    bar->addStretch(1);
    bar->addWidget(m_back);
    bar->addWidget(m_next);
    bar->addWidget(m_accept);
    static_cast<QVBoxLayout*>(layout())->addLayout(bar);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(page() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goTo(page() + 1); });
    connect(m_accept, &QPushButton::clicked, this, &BackendWizard::submit);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

} // namespace straightline::ui
