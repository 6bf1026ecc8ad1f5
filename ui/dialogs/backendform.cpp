// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/backendform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

#include "ui/dialogs/sizeedit.h"
#include "ui/icons.h"
#include "ui/text/commandline.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::array<BackendKind, 3> kKinds{BackendKind::Http, BackendKind::Container, BackendKind::Function};

Tier usualTier(BackendKind kind)
{
    switch (kind) {
    case BackendKind::Container:
        return Tier::Container;
    case BackendKind::Function:
        return Tier::Serverless;
    case BackendKind::Http:
    case BackendKind::Vm:
        break;
    }
    return Tier::Local;
}

QFormLayout* formIn(QWidget* widget)
{
    auto* form = new QFormLayout(widget);
    form->setContentsMargins(16, 16, 16, 16);
    form->setSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

int millis(std::chrono::milliseconds value)
{
    return static_cast<int>(value.count());
}

} // namespace

BackendForm::BackendForm(QWidget* parent)
    : QTabWidget(parent)
{
    setObjectName(QStringLiteral("BackendForm"));
    setAccessibleName(tr("Settings of the backend"));
    setDocumentMode(false);
    addTab(buildPlace(), tr("&Place"));
    addTab(buildLimits(), tr("&Limits"));
    addTab(buildHealth(), tr("&Health"));
    alignLabels();
    setConfiguration(m_base);
}

void BackendForm::showField(const QString& field)
{
    for (QWidget* widget : findChildren<QWidget*>()) {
        if (widget->property("field").toString() != field)
            continue;
        if (m_settings->isAncestorOf(widget) && !m_settings->currentWidget()->isAncestorOf(widget))
            continue; // the same field of another kind
        for (int tab = 0; tab < count(); ++tab) {
            if (this->widget(tab)->isAncestorOf(widget))
                setCurrentIndex(tab);
        }
        if (widget->focusPolicy() == Qt::NoFocus && widget->nextInFocusChain() != nullptr)
            widget = widget->nextInFocusChain(); // its first part
        widget->setFocus(Qt::OtherFocusReason);
        return;
    }
}

void BackendForm::alignLabels()
{
    int widest = 0;
    QList<QWidget*> labels;
    for (const QFormLayout* form : findChildren<QFormLayout*>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem* item = form->itemAt(row, QFormLayout::LabelRole);
            if (item == nullptr || item->widget() == nullptr)
                continue;
            labels.append(item->widget());
            widest = std::max(widest, item->widget()->sizeHint().width());
        }
    }
    for (QWidget* label : labels)
        label->setMinimumWidth(widest);
}

QLineEdit* BackendForm::line(const char* objectName, const char* field, const QString& name, const QString& example)
{
    auto* edit = new QLineEdit(this);
    edit->setObjectName(QLatin1String(objectName));
    edit->setProperty("field", QLatin1String(field));
    edit->setAccessibleName(name);
    edit->setPlaceholderText(example);
    connect(edit, &QLineEdit::textChanged, this, &BackendForm::changed);
    return edit;
}

QSpinBox* BackendForm::number(const char* objectName, const char* field, const QString& name, int low, int high,
                              const QString& unit)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1String(objectName));
    box->setProperty("field", QLatin1String(field));
    box->setAccessibleName(name);
    box->setRange(low, high);
    box->setSuffix(unit);
    box->setFocusPolicy(Qt::StrongFocus);
    connect(box, &QSpinBox::valueChanged, this, &BackendForm::changed);
    return box;
}

QDoubleSpinBox* BackendForm::cpuLimit(const char* objectName)
{
    auto* box = new QDoubleSpinBox(this);
    box->setObjectName(QLatin1String(objectName));
    box->setProperty("field", QStringLiteral("cpus"));
    box->setAccessibleName(tr("CPU limit"));
    box->setRange(0.0, 1'024.0);
    box->setSingleStep(0.5);
    box->setSpecialValueText(tr("no limit"));
    box->setFocusPolicy(Qt::StrongFocus);
    connect(box, &QDoubleSpinBox::valueChanged, this, &BackendForm::changed);
    return box;
}

QPlainTextEdit* BackendForm::environmentEdit(const char* objectName)
{
    auto* edit = new QPlainTextEdit(this);
    edit->setObjectName(QLatin1String(objectName));
    edit->setProperty("field", QStringLiteral("environment"));
    edit->setAccessibleName(tr("Environment"));
    edit->setToolTip(tr("One NAME=value on each line. Secrets can be references: ${env:NAME} or ${file:/path}."));
    edit->setPlaceholderText(QStringLiteral("MODEL_THREADS=2"));
    edit->setMaximumHeight(72);
    edit->setTabChangesFocus(true);
    connect(edit, &QPlainTextEdit::textChanged, this, &BackendForm::changed);
    return edit;
}

SizeEdit* BackendForm::size(const QString& objectName, const char* field, const QString& name)
{
    auto* edit = new SizeEdit(objectName, name, this);
    edit->setObjectName(objectName + QStringLiteral("SizeEdit"));
    edit->setProperty("field", QLatin1String(field));
    connect(edit, &SizeEdit::changed, this, &BackendForm::changed);
    return edit;
}

QWidget* BackendForm::buildPlace()
{
    auto* page = new QWidget(this);
    m_placeForm = formIn(page);
    m_kind = new QComboBox(page);
    m_kind->setObjectName(QStringLiteral("kindComboBox"));
    m_kind->setAccessibleName(tr("Kind"));
    for (const BackendKind kind : kKinds)
        m_kind->addItem(kindWord(kind), static_cast<int>(kind));
    m_name = line("nameLineEdit", "name", tr("Name"), QStringLiteral("web"));
    m_tier = new QComboBox(page);
    m_tier->setObjectName(QStringLiteral("tierComboBox"));
    m_tier->setAccessibleName(tr("Tier"));
    m_tier->setToolTip(tr("Its role in the rule: what it counts as, however it is run."));
    for (const Tier tier : kTiers)
        m_tier->addItem(tierIcon(tier), tierWord(tier));
    m_settings = new QStackedWidget(page);
    m_settings->addWidget(buildHttp());
    m_settings->addWidget(buildContainer());
    m_settings->addWidget(buildFunction());
    m_placeForm->addRow(tr("&Kind"), m_kind);
    m_placeForm->addRow(tr("&Name"), m_name);
    m_placeForm->addRow(tr("&Tier"), m_tier);
    m_placeForm->addRow(m_settings);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &BackendForm::kindChosen);
    connect(m_tier, &QComboBox::activated, this, [this] { m_tierChosen = true; });
    connect(m_tier, &QComboBox::currentIndexChanged, this, &BackendForm::changed);
    return page;
}

QWidget* BackendForm::buildHttp()
{
    auto* page = new QWidget(this);
    auto* form = formIn(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_url = line("urlLineEdit", "url", tr("Address"), QStringLiteral("http://127.0.0.1:9001"));
    m_url->setToolTip(tr("http:// or https://, the host, and a port or a base path if it needs one."));
    m_serverName = line("serverNameLineEdit", "tls_server_name", tr("Server name"), tr("the host of the address"));
    m_serverName->setToolTip(tr("The name that is asked for (SNI) and that the certificate must be made for."));
    m_verify = new QCheckBox(tr("&Verify the certificate"), page);
    m_verify->setObjectName(QStringLiteral("verifyCheckBox"));
    m_verify->setProperty("field", QStringLiteral("tls_verify"));
    m_verify->setToolTip(tr("Without it anybody on the way can pose as this backend and read what is sent to it."));
    m_caFileRow = buildCaFile();
    form->addRow(tr("Addr&ess"), m_url);
    form->addRow(tr("A&uthorities"), m_caFileRow);
    form->addRow(tr("Server na&me"), m_serverName);
    form->addRow(QString(), m_verify);
    connect(m_url, &QLineEdit::textChanged, this, &BackendForm::urlEdited);
    connect(m_verify, &QCheckBox::toggled, this, &BackendForm::changed);
    return page;
}

QWidget* BackendForm::buildCaFile()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_caFile = line("caFileLineEdit", "tls_ca_file", tr("Authorities"), tr("as the system believes"));
    m_caFile->setToolTip(tr("A PEM file on the engine's machine: only certificates signed by one of these, or one of "
                            "these itself, are believed."));
    auto* choose = new QPushButton(tr("Choose…"), row);
    choose->setObjectName(QStringLiteral("chooseCaFileButton"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &BackendForm::chooseCaFile);
    layout->addWidget(m_caFile, 1);
    layout->addWidget(choose);
    row->setFocusProxy(m_caFile);
    return row;
}

void BackendForm::chooseCaFile()
{
    auto* dialog = new QFileDialog(this, tr("Choose the authorities"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_caFile, &QLineEdit::setText);
    dialog->open();
}

bool BackendForm::isHttps() const
{
    return m_url->text().trimmed().startsWith(QLatin1String("https://"));
}

/// The TLS fields are for https only.
void BackendForm::urlEdited()
{
    const bool secure = isHttps();
    m_caFileRow->setEnabled(secure);
    m_serverName->setEnabled(secure);
    m_verify->setEnabled(secure);
}

HttpSettings BackendForm::httpSettings() const
{
    HttpSettings http{.url = toUtf8(m_url->text().trimmed())};
    if (isHttps()) {
        http.tlsCaFile = toUtf8(m_caFile->text().trimmed());
        http.tlsServerName = toUtf8(m_serverName->text().trimmed());
        http.tlsVerify = m_verify->isChecked();
    }
    return http;
}

QWidget* BackendForm::buildContainer()
{
    auto* page = new QWidget(this);
    auto* form = formIn(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_image = line("imageLineEdit", "image", tr("Image"), QStringLiteral("straightline/digits:latest"));
    m_port = number("portSpinBox", "container_port", tr("Port inside"), 1, 65'535, {});
    m_replicas = number("replicasSpinBox", "replicas", tr("Replicas"), 1, 64, {});
    m_containerCpus = cpuLimit("containerCpusDoubleSpinBox");
    m_containerMemory = size(QStringLiteral("containerMemory"), "memory_bytes", tr("Memory limit"));
    m_containerCommand = line("containerCommandLineEdit", "command", tr("Command"), tr("as the image says"));
    m_containerEnvironment = environmentEdit("containerEnvironmentPlainTextEdit");
    form->addRow(tr("&Image"), m_image);
    form->addRow(tr("Port inside"), m_port);
    form->addRow(tr("&Replicas"), m_replicas);
    form->addRow(tr("&CPU limit"), m_containerCpus);
    form->addRow(tr("&Memory limit"), m_containerMemory);
    form->addRow(tr("Command"), m_containerCommand);
    form->addRow(tr("&Environment"), m_containerEnvironment);
    return page;
}

QWidget* BackendForm::buildFunction()
{
    auto* page = new QWidget(this);
    auto* form = formIn(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_command = line("commandLineEdit", "command", tr("Command"), QStringLiteral("digits-server --lambda"));
    m_command->setToolTip(tr("A program that speaks the AWS Lambda Runtime API, and its arguments."));
    m_keepAlive = number("keepAliveSpinBox", "keep_alive_ms", tr("Kept warm for"), 0, 86'400, QStringLiteral(" s"));
    m_invocation = number("invocationSpinBox", "invocation_timeout_ms", tr("Longest invocation"), 10, 3'600'000,
                          QStringLiteral(" ms"));
    m_functionCpus = cpuLimit("functionCpusDoubleSpinBox");
    m_functionMemory = size(QStringLiteral("functionMemory"), "memory_bytes", tr("Memory limit"));
    m_functionEnvironment = environmentEdit("functionEnvironmentPlainTextEdit");
    form->addRow(tr("&Command"), m_command);
    form->addRow(tr("Kept &warm for"), m_keepAlive);
    form->addRow(tr("Longest &invocation"), m_invocation);
    form->addRow(tr("CPU limit"), m_functionCpus);
    form->addRow(tr("&Memory limit"), m_functionMemory);
    form->addRow(tr("&Environment"), m_functionEnvironment);
    return page;
}

QWidget* BackendForm::buildLimits()
{
    auto* page = new QWidget(this);
    auto* form = formIn(page);
    m_capacity = number("capacitySpinBox", "capacity", tr("Capacity"), 1, 100'000, tr(" in flight"));
    m_capacity->setToolTip(tr("Most requests it works on at once; above it, it has no room."));
    m_payload = size(QStringLiteral("payload"), "payload_limit_bytes", tr("Payload limit"));
    m_connectTimeout = number("connectTimeoutSpinBox", "connect_timeout_ms", tr("Connect timeout"), 1, 3'600'000,
                              QStringLiteral(" ms"));
    m_readTimeout =
        number("readTimeoutSpinBox", "read_timeout_ms", tr("Longest silence"), 1, 86'400'000, QStringLiteral(" ms"));
    form->addRow(tr("&Capacity"), m_capacity);
    form->addRow(tr("&Payload limit"), m_payload);
    form->addRow(tr("Connect &timeout"), m_connectTimeout);
    form->addRow(tr("Longest &silence"), m_readTimeout);
    m_price = new QDoubleSpinBox(this);
    m_price->setObjectName(QStringLiteral("priceDoubleSpinBox"));
    m_price->setProperty("field", QStringLiteral("usd_per_second"));
    m_price->setAccessibleName(tr("Price"));
    m_price->setRange(0.0, 1.0);
    m_price->setDecimals(9);
    m_price->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_price->setSuffix(tr(" USD per second"));
    m_price->setSpecialValueText(tr("none, or paid for anyway"));
    m_price->setToolTip(tr("What a second of serving a request costs; counts when the application has a budget."));
    m_price->setFocusPolicy(Qt::StrongFocus);
    connect(m_price, &QDoubleSpinBox::valueChanged, this, &BackendForm::changed);
    form->addRow(tr("Price"), m_price);
    return page;
}

QWidget* BackendForm::buildHealth()
{
    auto* page = new QWidget(this);
    auto* form = formIn(page);
    m_healthPath = line("healthPathLineEdit", "health_path", tr("Health path"), tr("empty: only connect"));
    m_healthInterval =
        number("healthIntervalSpinBox", "health_interval_ms", tr("Interval"), 50, 3'600'000, QStringLiteral(" ms"));
    m_healthTimeout =
        number("healthTimeoutSpinBox", "health_timeout_ms", tr("Timeout"), 10, 3'600'000, QStringLiteral(" ms"));
    m_rise = number("riseSpinBox", "health_rise", tr("Successes to be up"), 1, 100, {});
    m_fall = number("fallSpinBox", "health_fall", tr("Failures to be down"), 1, 100, {});
    form->addRow(tr("Health &path"), m_healthPath);
    form->addRow(tr("&Interval"), m_healthInterval);
    form->addRow(tr("&Timeout"), m_healthTimeout);
    form->addRow(tr("&Successes to be up"), m_rise);
    form->addRow(tr("&Failures to be down"), m_fall);
    return page;
}

void BackendForm::setIdentityFixed(bool fixed)
{
    m_name->setReadOnly(fixed);
    m_name->setEnabled(!fixed);
    m_kind->setEnabled(!fixed);
    m_tierChosen = fixed;
}

void BackendForm::kindChosen()
{
    const int index = m_kind->currentIndex();
    m_settings->setCurrentIndex(index);
    if (!m_tierChosen)
        m_tier->setCurrentIndex(static_cast<int>(usualTier(kKinds[static_cast<std::size_t>(index)])));
    Q_EMIT changed();
}

void BackendForm::setConfiguration(const BackendConfiguration& backend)
{
    m_base = backend;
    m_name->setText(fromUtf8(backend.name));
    m_kind->setCurrentIndex(static_cast<int>(backend.settings.index()));
    m_settings->setCurrentIndex(static_cast<int>(backend.settings.index()));
    m_tier->setCurrentIndex(static_cast<int>(backend.tier));
    m_capacity->setValue(static_cast<int>(backend.capacity));
    m_payload->setBytes(backend.payloadLimitBytes);
    m_price->setValue(backend.usdPerSecond);
    m_connectTimeout->setValue(millis(backend.connectTimeout));
    m_readTimeout->setValue(millis(backend.readTimeout));
    m_healthPath->setText(fromUtf8(backend.health.path));
    m_healthInterval->setValue(millis(backend.health.interval));
    m_healthTimeout->setValue(millis(backend.health.timeout));
    m_rise->setValue(static_cast<int>(backend.health.rise));
    m_fall->setValue(static_cast<int>(backend.health.fall));
    showSettings(HttpSettings{});
    showSettings(ContainerSettings{});
    showSettings(FunctionSettings{});
    showSettings(backend.settings);
}

void BackendForm::showSettings(const BackendSettings& settings)
{
    if (const auto* http = std::get_if<HttpSettings>(&settings)) {
        m_url->setText(fromUtf8(http->url));
        m_caFile->setText(fromUtf8(http->tlsCaFile));
        m_serverName->setText(fromUtf8(http->tlsServerName));
        m_verify->setChecked(http->tlsVerify);
        urlEdited();
    } else if (const auto* container = std::get_if<ContainerSettings>(&settings)) {
        m_image->setText(fromUtf8(container->image));
        m_port->setValue(container->containerPort);
        m_replicas->setValue(static_cast<int>(container->replicas));
        m_containerCpus->setValue(container->cpus);
        m_containerMemory->setBytes(container->memoryBytes);
        m_containerCommand->setText(joinCommand(container->command));
        m_containerEnvironment->setPlainText(joinEnvironment(container->environment));
    } else if (const auto* function = std::get_if<FunctionSettings>(&settings)) {
        m_command->setText(joinCommand(function->command));
        m_keepAlive->setValue(millis(function->keepAlive) / 1'000);
        m_invocation->setValue(millis(function->invocationTimeout));
        m_functionCpus->setValue(function->cpus);
        m_functionMemory->setBytes(function->memoryBytes);
        m_functionEnvironment->setPlainText(joinEnvironment(function->environment));
    }
}

BackendSettings BackendForm::settings() const
{
    switch (m_kind->currentIndex()) {
    case 1: {
        const auto* before = std::get_if<ContainerSettings>(&m_base.settings);
        ContainerSettings container = before != nullptr ? *before : ContainerSettings{};
        container.image = toUtf8(m_image->text().trimmed());
        container.containerPort = static_cast<std::uint16_t>(m_port->value());
        container.replicas = static_cast<std::uint32_t>(m_replicas->value());
        container.cpus = m_containerCpus->value();
        container.memoryBytes = m_containerMemory->bytes();
        container.command = splitCommand(m_containerCommand->text());
        container.environment = splitEnvironment(m_containerEnvironment->toPlainText());
        return container;
    }
    case 2: {
        const auto* before = std::get_if<FunctionSettings>(&m_base.settings);
        FunctionSettings function = before != nullptr ? *before : FunctionSettings{};
        function.command = splitCommand(m_command->text());
        if (millis(function.keepAlive) / 1'000 != m_keepAlive->value())
            function.keepAlive = std::chrono::seconds(m_keepAlive->value());
        function.invocationTimeout = std::chrono::milliseconds(m_invocation->value());
        function.cpus = m_functionCpus->value();
        function.memoryBytes = m_functionMemory->bytes();
        function.environment = splitEnvironment(m_functionEnvironment->toPlainText());
        return function;
    }
    default:
        return httpSettings();
    }
}

BackendConfiguration BackendForm::configuration() const
{
    BackendConfiguration backend = m_base;
    backend.name = toUtf8(m_name->text().trimmed());
    backend.tier = static_cast<Tier>(m_tier->currentIndex());
    backend.capacity = static_cast<std::uint32_t>(m_capacity->value());
    backend.payloadLimitBytes = m_payload->bytes();
    if (m_price->cleanText() != m_price->textFromValue(m_base.usdPerSecond)) // else to the last bit
        backend.usdPerSecond = m_price->value();
    backend.connectTimeout = std::chrono::milliseconds(m_connectTimeout->value());
    backend.readTimeout = std::chrono::milliseconds(m_readTimeout->value());
    backend.health.path = toUtf8(m_healthPath->text().trimmed());
    backend.health.interval = std::chrono::milliseconds(m_healthInterval->value());
    backend.health.timeout = std::chrono::milliseconds(m_healthTimeout->value());
    backend.health.rise = static_cast<std::uint32_t>(m_rise->value());
    backend.health.fall = static_cast<std::uint32_t>(m_fall->value());
    backend.settings = settings();
    return backend;
}

} // namespace straightline::ui
