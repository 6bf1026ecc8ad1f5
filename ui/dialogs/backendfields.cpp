// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/backendfields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStyle>

#include "ui/dialogs/sizeedit.h"
#include "ui/text/commandline.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::uint32_t kFunctionCapacity = 16;
constexpr std::uint64_t kFunctionPayload = 6'291'456; ///< as AWS Lambda takes it

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

int millis(std::chrono::milliseconds value)
{
    return static_cast<int>(value.count());
}

} // namespace

BackendKind BackendFields::kind() const
{
    return static_cast<BackendKind>(m_kind->currentData().toInt());
}

void BackendFields::setKind(BackendKind kind)
{
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
}

void BackendFields::kindChosen()
{
    m_place->setCurrentIndex(m_kind->currentIndex());
    if (!m_setting && !m_tierChosen)
        m_tier->setCurrentIndex(static_cast<int>(usualTier(kind())));
    // Only what nobody has touched follows the kind.
    const BackendConfiguration usual;
    const bool isFunction = kind() == BackendKind::Function;
    const auto capacity = static_cast<std::uint32_t>(m_capacity->value());
    if (!m_setting && (capacity == usual.capacity || capacity == kFunctionCapacity))
        m_capacity->setValue(static_cast<int>(isFunction ? kFunctionCapacity : usual.capacity));
    if (!m_setting && (m_payload->bytes() == usual.payloadLimitBytes || m_payload->bytes() == kFunctionPayload))
        m_payload->setBytes(isFunction ? kFunctionPayload : usual.payloadLimitBytes);
    Q_EMIT changed();
}

QWidget* BackendFields::widgetOf(const QString& field) const
{
    for (const QWidget* root : {m_place->currentWidget(), m_limits, m_health})
        for (QWidget* each : root->findChildren<QWidget*>())
            if (each->property("field").toString() == field)
                return each;
    for (QWidget* each : {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_tier)})
        if (each->property("field").toString() == field)
            return each;
    return nullptr;
}

QString BackendFields::titleOf(const QString& field) const
{
    const QWidget* widget = widgetOf(field);
    return widget == nullptr ? field : widget->property("title").toString();
}

void BackendFields::mark(const QString& field)
{
    QList<QWidget*> all = m_place->findChildren<QWidget*>() + m_limits->findChildren<QWidget*>()
                          + m_health->findChildren<QWidget*>() + QList<QWidget*>{m_name, m_kind, m_tier};
    for (QWidget* each : all) {
        const QVariant name = each->property("field");
        const bool invalid = name.isValid() && !field.isEmpty() && name.toString() == field;
        if (!name.isValid() || each->property("invalid").toBool() == invalid)
            continue;
        each->setProperty("invalid", invalid);
        each->style()->unpolish(each);
        each->style()->polish(each);
    }
}

void BackendFields::focus(const QString& field) const
{
    if (QWidget* widget = widgetOf(field))
        widget->setFocus(Qt::OtherFocusReason);
}

void BackendFields::setServer(const QString& url, const QString& healthPath)
{
    m_url->setText(url);
    m_healthPath->setText(healthPath);
}

void BackendFields::setImage(const QString& image, int containerPort)
{
    m_image->setText(image);
    m_port->setValue(containerPort);
}

void BackendFields::chooseCaFile()
{
    auto* dialog = new QFileDialog(m_parent, tr("Choose the authorities"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_caFile, &QLineEdit::setText);
    dialog->open();
}

bool BackendFields::isHttps() const
{
    return m_url->text().trimmed().startsWith(QLatin1String("https://"));
}

/// The TLS fields are for https only.
void BackendFields::urlEdited()
{
    const bool secure = isHttps();
    m_caFileRow->setEnabled(secure);
    m_serverName->setEnabled(secure);
    m_verify->setEnabled(secure);
}

void BackendFields::setConfiguration(const BackendConfiguration& backend)
{
    const QScopedValueRollback<bool> setting(m_setting, true);
    m_base = backend;
    m_name->setText(fromUtf8(backend.name));
    m_kind->setCurrentIndex(static_cast<int>(backend.settings.index()));
    m_place->setCurrentIndex(static_cast<int>(backend.settings.index()));
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

void BackendFields::showSettings(const BackendSettings& settings)
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

HttpSettings BackendFields::httpSettings() const
{
    HttpSettings http{.url = toUtf8(m_url->text().trimmed())};
    if (isHttps()) {
        http.tlsCaFile = toUtf8(m_caFile->text().trimmed());
        http.tlsServerName = toUtf8(m_serverName->text().trimmed());
        http.tlsVerify = m_verify->isChecked();
    }
    return http;
}

ContainerSettings BackendFields::containerSettings() const
{
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

FunctionSettings BackendFields::functionSettings() const
{
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

BackendConfiguration BackendFields::configuration() const
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
    if (kind() == BackendKind::Container)
        backend.settings = containerSettings();
    else if (kind() == BackendKind::Function)
        backend.settings = functionSettings();
    else
        backend.settings = httpSettings();
    return backend;
}

} // namespace straightline::ui
