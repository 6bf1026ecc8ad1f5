// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The building half of BackendFields: each field with its title, unit, range and meaning.
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

#include "ui/dialogs/backendfields.h"
#include "ui/dialogs/fieldkit.h"
#include "ui/dialogs/sizeedit.h"
#include "ui/icons.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

BackendFields::BackendFields(QWidget* parent)
    : QObject(parent)
    , m_parent(parent)
{
    m_name = makeLine(parent,
                      {"nameLineEdit", "name", tr("Name"),
                       tr("Letters, digits, dots, - and _, at most 63; unique in its application.")},
                      QStringLiteral("web"));
    m_kind = new QComboBox(parent);
    describeField(m_kind, {"kindComboBox", "kind", tr("Kind"), tr("How it is run and reached.")});
    for (const BackendKind kind : {BackendKind::Http, BackendKind::Container, BackendKind::Function})
        m_kind->addItem(kindWord(kind), static_cast<int>(kind));
    m_tier = new QComboBox(parent);
    describeField(m_tier, {"tierComboBox", "tier", tr("Tier"),
                           tr("Its role in the rule: what it counts as, however it is run.")});
    for (const Tier tier : kTiers)
        m_tier->addItem(tierIcon(tier), tierWord(tier));
    m_place = new QStackedWidget(parent);
    m_place->addWidget(buildHttp());
    m_place->addWidget(buildContainer());
    m_place->addWidget(buildFunction());
    buildLimits();
    buildHealth();
    setConfiguration(m_base);
    watch();
}

void BackendFields::watch()
{
    for (QWidget* root : {static_cast<QWidget*>(m_place), m_limits, m_health, static_cast<QWidget*>(m_name)}) {
        QList<QWidget*> all = root->findChildren<QWidget*>();
        all.append(root);
        for (QWidget* each : all) {
            if (auto* line = qobject_cast<QLineEdit*>(each); line != nullptr && line->property("field").isValid())
                connect(line, &QLineEdit::textChanged, this, &BackendFields::changed);
            else if (auto* number = qobject_cast<QSpinBox*>(each))
                connect(number, &QSpinBox::valueChanged, this, &BackendFields::changed);
            else if (auto* size = qobject_cast<SizeEdit*>(each))
                connect(size, &SizeEdit::changed, this, &BackendFields::changed);
            else if (auto* text = qobject_cast<QPlainTextEdit*>(each))
                connect(text, &QPlainTextEdit::textChanged, this, &BackendFields::changed);
        }
    }
    for (QDoubleSpinBox* each : {m_containerCpus, m_functionCpus, m_price})
        connect(each, &QDoubleSpinBox::valueChanged, this, &BackendFields::changed);
    connect(m_url, &QLineEdit::textChanged, this, &BackendFields::urlEdited);
    connect(m_verify, &QCheckBox::toggled, this, &BackendFields::changed);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &BackendFields::kindChosen);
    connect(m_tier, &QComboBox::activated, this, &BackendFields::keepTier);
    connect(m_tier, &QComboBox::currentIndexChanged, this, &BackendFields::changed);
}

QWidget* BackendFields::buildHttp()
{
    auto* page = new QWidget(m_parent);
    QFormLayout* form = makeForm(page, 0);
    m_url = makeLine(page,
                     {"urlLineEdit", "url", tr("Address"),
                      tr("http:// or https://, the host, and a port or a base path if it needs one.")},
                     QStringLiteral("http://127.0.0.1:9001"));
    m_serverName = makeLine(page,
                            {"serverNameLineEdit", "tls_server_name", tr("Server name"),
                             tr("The name that is asked for (SNI) and that the certificate must be made for.")},
                            tr("the host of the address"));
    m_verify = new QCheckBox(tr("&Verify the certificate"), page);
    describeField(m_verify, {"verifyCheckBox", "tls_verify", tr("Verify the certificate"),
                             tr("Without it anybody on the way can pose as this backend and read what is sent to "
                                "it.")});
    m_caFileRow = buildCaFile(page);
    form->addRow(tr("Addr&ess"), m_url);
    form->addRow(tr("A&uthorities"), m_caFileRow);
    form->addRow(tr("Server na&me"), m_serverName);
    form->addRow(QString(), m_verify);
    return page;
}

QWidget* BackendFields::buildCaFile(QWidget* parent)
{
    auto* row = new QWidget(parent);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_caFile = makeLine(row,
                        {"caFileLineEdit", "tls_ca_file", tr("Authorities"),
                         tr("A PEM file on the engine's machine: only certificates signed by one of these, or one of "
                            "these itself, are believed.")},
                        tr("as the system believes"));
    auto* choose = new QPushButton(tr("Choose…"), row);
    choose->setObjectName(QStringLiteral("chooseCaFileButton"));
    choose->setToolTip(tr("Choose the file of the authorities"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &BackendFields::chooseCaFile);
    layout->addWidget(m_caFile, 1);
    layout->addWidget(choose);
    row->setFocusProxy(m_caFile);
    return row;
}

QWidget* BackendFields::buildContainer()
{
    auto* page = new QWidget(m_parent);
    QFormLayout* form = makeForm(page, 0);
    m_image = makeLine(page,
                       {"imageLineEdit", "image", tr("Image"),
                        tr("The image's name and tag; it is fetched when it is not on the engine's machine.")},
                       QStringLiteral("straightline/digits:latest"));
    m_port = makeNumber(page,
                        {"portSpinBox", "container_port", tr("Port inside"),
                         tr("Where the server inside listens, 1 … 65535; the port outside is chosen by the Docker "
                            "engine.")},
                        1, 65'535, {});
    m_replicas = makeNumber(
        page, {"replicasSpinBox", "replicas", tr("Replicas"), tr("How many containers run at the same time, 1 … 64.")},
        1, 64, {});
    m_containerCpus = makeCpuLimit(page, {"containerCpusDoubleSpinBox", "cpus", tr("CPU limit"),
                                          tr("In cores, of each replica, 0.01 … 1024; 0 = no limit.")});
    m_containerMemory = makeSize(page, {"containerMemorySizeEdit", "memory_bytes", tr("Memory limit"),
                                        tr("Of each replica, at least 6.3 MB; 0 = no limit. Above it the container is "
                                           "ended.")});
    m_containerCommand =
        makeLine(page,
                 {"containerCommandLineEdit", "command", tr("Command"),
                  tr("The program and its arguments inside the container; empty = as the image says.")},
                 tr("as the image says"));
    m_containerEnvironment =
        makeEnvironment(page, {"containerEnvironmentPlainTextEdit", "environment", tr("Environment"),
                               tr("One NAME=value on each line. Secrets can be references: ${env:NAME} or "
                                  "${file:/path}.")});
    form->addRow(tr("&Image"), m_image);
    form->addRow(tr("Port inside"), m_port);
    form->addRow(tr("&Replicas"), m_replicas);
    form->addRow(tr("&CPU limit"), m_containerCpus);
    form->addRow(tr("&Memory limit"), m_containerMemory);
    form->addRow(tr("Command"), m_containerCommand);
    form->addRow(tr("&Environment"), m_containerEnvironment);
    return page;
}

QWidget* BackendFields::buildFunction()
{
    auto* page = new QWidget(m_parent);
    QFormLayout* form = makeForm(page, 0);
    m_command = makeLine(page,
                         {"commandLineEdit", "command", tr("Command"),
                          tr("A program that speaks the AWS Lambda Runtime API, and its arguments.")},
                         QStringLiteral("digits-server --lambda"));
    m_keepAlive = makeNumber(page,
                             {"keepAliveSpinBox", "keep_alive_ms", tr("Kept warm for"),
                              tr("How long an idle instance stays, in seconds, 0 … 86400; 0 = it ends at once.")},
                             0, 86'400, QStringLiteral(" s"));
    m_invocation = makeNumber(page,
                              {"invocationSpinBox", "invocation_timeout_ms", tr("Longest invocation"),
                               tr("In milliseconds, 10 … 3600000; an instance that takes longer is ended.")},
                              10, 3'600'000, QStringLiteral(" ms"));
    m_functionCpus = makeCpuLimit(page, {"functionCpusDoubleSpinBox", "cpus", tr("CPU limit"),
                                         tr("In cores, of each instance, 0.01 … 1024; 0 = no limit.")});
    m_functionMemory = makeSize(page, {"functionMemorySizeEdit", "memory_bytes", tr("Memory limit"),
                                       tr("Of each instance, at least 16.8 MB; 0 = no limit. Above it the instance is "
                                          "ended.")});
    m_functionEnvironment = makeEnvironment(page, {"functionEnvironmentPlainTextEdit", "environment", tr("Environment"),
                                                   tr("One NAME=value on each line. Secrets can be references: "
                                                      "${env:NAME} or ${file:/path}.")});
    form->addRow(tr("&Command"), m_command);
    form->addRow(tr("Kept &warm for"), m_keepAlive);
    form->addRow(tr("Longest &invocation"), m_invocation);
    form->addRow(tr("CPU limit"), m_functionCpus);
    form->addRow(tr("&Memory limit"), m_functionMemory);
    form->addRow(tr("&Environment"), m_functionEnvironment);
    return page;
}

void BackendFields::buildLimits()
{
    m_limits = new QWidget(m_parent);
    QFormLayout* form = makeForm(m_limits, 0);
    m_capacity = makeNumber(m_limits,
                            {"capacitySpinBox", "capacity", tr("Capacity"),
                             tr("Most requests it works on at once, 1 … 100000; above it, it has no room.")},
                            1, 100'000, tr(" in flight"));
    m_payload = makeSize(m_limits, {"payloadSizeEdit", "payload_limit_bytes", tr("Payload limit"),
                                    tr("The largest body it takes; 0 = no limit. Larger requests never go there.")});
    m_connectTimeout = makeNumber(m_limits,
                                  {"connectTimeoutSpinBox", "connect_timeout_ms", tr("Connect timeout"),
                                   tr("In milliseconds, 1 … 3600000: longest wait for a connection.")},
                                  1, 3'600'000, QStringLiteral(" ms"));
    m_readTimeout = makeNumber(m_limits,
                               {"readTimeoutSpinBox", "read_timeout_ms", tr("Longest silence"),
                                tr("In milliseconds, 1 … 86400000: an attempt fails when the backend sends nothing for "
                                   "so long.")},
                               1, 86'400'000, QStringLiteral(" ms"));
    form->addRow(tr("&Capacity"), m_capacity);
    form->addRow(tr("&Payload limit"), m_payload);
    form->addRow(tr("Connect timeout"), m_connectTimeout);
    form->addRow(tr("Longest &silence"), m_readTimeout);
    m_price = new QDoubleSpinBox(m_limits);
    describeField(m_price, {"priceDoubleSpinBox", "usd_per_second", tr("Price"),
                            tr("What a second of serving a request costs; counts when the application has a budget.")});
    m_price->setRange(0.0, 1.0);
    m_price->setDecimals(9);
    m_price->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_price->setSuffix(tr(" USD per second"));
    m_price->setSpecialValueText(tr("none, or paid for anyway"));
    m_price->setFocusPolicy(Qt::StrongFocus);
    form->addRow(tr("Price"), m_price);
}

void BackendFields::buildHealth()
{
    m_health = new QWidget(m_parent);
    QFormLayout* form = makeForm(m_health, 0);
    m_healthPath = makeLine(m_health,
                            {"healthPathLineEdit", "health_path", tr("Health path"),
                             tr("Asked for with GET; 2xx and 3xx are healthy. Empty = to be connected is enough.")},
                            tr("empty: only connect"));
    m_healthInterval = makeNumber(m_health,
                                  {"healthIntervalSpinBox", "health_interval_ms", tr("Interval"),
                                   tr("In milliseconds, 50 … 3600000: between two health checks.")},
                                  50, 3'600'000, QStringLiteral(" ms"));
    m_healthTimeout = makeNumber(m_health,
                                 {"healthTimeoutSpinBox", "health_timeout_ms", tr("Timeout"),
                                  tr("In milliseconds, 10 … 3600000: a check that takes longer has failed.")},
                                 10, 3'600'000, QStringLiteral(" ms"));
    m_rise = makeNumber(m_health,
                        {"riseSpinBox", "health_rise", tr("Successes to be up"),
                         tr("So many checks in a row, 1 … 100, make a backend up that was down.")},
                        1, 100, {});
    m_fall = makeNumber(m_health,
                        {"fallSpinBox", "health_fall", tr("Failures to be down"),
                         tr("So many checks in a row, 1 … 100, make a backend down that was up.")},
                        1, 100, {});
    form->addRow(tr("Health path"), m_healthPath);
    form->addRow(tr("Interval"), m_healthInterval);
    form->addRow(tr("Timeout"), m_healthTimeout);
    form->addRow(tr("Successes to be up"), m_rise);
    form->addRow(tr("Failures to be down"), m_fall);
}

} // namespace straightline::ui
