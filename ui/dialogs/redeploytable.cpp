// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/redeploytable.h"

#include <algorithm>
#include <cmath>

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>

#include "engine/api/secrets.h"
#include "ui/dialogs/sizeedit.h"
#include "ui/pages/thresholdbar.h"
#include "ui/text/commandline.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kMostReplicas = 64;
constexpr double kMillisInSecond = 1'000.0;

QString cpusText(double cpus)
{
    return cpus > 0.0 ? formatNumber(cpus) : RedeployTable::tr("no limit");
}

QString memoryText(std::uint64_t bytes)
{
    return bytes > 0 ? formatBytes(static_cast<double>(bytes)) : RedeployTable::tr("no limit");
}

QString secondsText(std::chrono::milliseconds time)
{
    return QLocale().toString(static_cast<double>(time.count()) / kMillisInSecond, 'f', QLocale::FloatingPointShortest)
           + QStringLiteral("\u00A0s");
}

QString orNoData(const QString& text)
{
    return text.isEmpty() ? noData() : text;
}

const std::string* valueIn(const Environment& environment, const QString& name)
{
    for (const auto& [key, value] : environment)
        if (fromUtf8(key) == name)
            return &value;
    return nullptr;
}

QString textIn(const Environment& environment, const QString& name)
{
    const std::string* value = valueIn(environment, name);
    return value != nullptr ? fromUtf8(*value) : noData();
}

} // namespace

RedeployTable::RedeployTable(ContainerSettings configured, QWidget* parent)
    : QWidget(parent)
    , m_configured(std::move(configured))
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 8, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    addHead();
    addFields();
    addFigures();
    addStart();
    for (const auto& [name, value] : m_configured.environment)
        addVariable(fromUtf8(name), fromUtf8(value));
    check();
}

void RedeployTable::addHead()
{
    int column = 1;
    for (const QString& title : {tr("Image default"), tr("Running"), tr("New")}) {
        auto* head = new QLabel(title, this);
        head->setProperty("muted", true);
        m_grid->addWidget(head, 0, column++);
    }
    m_grid->setColumnStretch(1, 2);
    m_grid->setColumnStretch(2, 2);
    m_grid->setColumnStretch(3, 3);
}

void RedeployTable::addFields()
{
    m_image = new QLineEdit(fromUtf8(m_configured.image), this);
    m_image->setAccessibleName(tr("Image"));
    m_image->setToolTip(tr("Another tag or image; the configuration keeps it when the redeploy succeeds."));
    connect(m_image, &QLineEdit::textChanged, this, &RedeployTable::check);
    addRow(tr("Image"), QStringLiteral("redeployImageLineEdit"), m_image, [this] { return m_image->text().trimmed(); });
    m_command = new QLineEdit(joinCommand(m_configured.command), this);
    m_command->setAccessibleName(tr("Command"));
    m_command->setPlaceholderText(tr("as the image says"));
    m_command->setToolTip(
        tr("What runs inside; blanks separate, double quotes keep together. Empty = as the image says"));
    connect(m_command, &QLineEdit::textChanged, this, &RedeployTable::check);
    addRow(tr("Command"), QStringLiteral("redeployCommandLineEdit"), m_command,
           [this] { return orNoData(joinCommand(splitCommand(m_command->text()))); });
    m_rows.back().mayBeAbsent = true;
}

void RedeployTable::addFigures()
{
    m_replicas = new QSpinBox(this);
    m_replicas->setAccessibleName(tr("Replicas"));
    m_replicas->setToolTip(tr("Containers that share the requests"));
    m_replicas->setRange(1, kMostReplicas);
    m_replicas->setValue(static_cast<int>(m_configured.replicas));
    connect(m_replicas, &QSpinBox::valueChanged, this, &RedeployTable::check);
    addRow(tr("Replicas"), QStringLiteral("redeployReplicasSpinBox"), m_replicas,
           [this] { return QString::number(m_replicas->value()); });
    m_memory = new SizeEdit(QStringLiteral("redeployMemory"), tr("Memory limit"), this);
    m_memory->setBytes(m_configured.memoryBytes);
    connect(m_memory, &SizeEdit::changed, this, &RedeployTable::check);
    addRow(tr("Memory limit"), QStringLiteral("redeployMemorySizeEdit"), m_memory,
           [this] { return memoryText(m_memory->bytes()); });
    m_cpus = new PlainSpinBox(this);
    m_cpus->setAccessibleName(tr("CPU limit"));
    m_cpus->setToolTip(tr("In cores, of each replica"));
    m_cpus->setRange(0.0, 1'024.0);
    m_cpus->setDecimals(3);
    m_cpus->setSingleStep(0.5);
    m_cpus->setSpecialValueText(tr("no limit"));
    m_cpus->setValue(m_configured.cpus);
    connect(m_cpus, &QDoubleSpinBox::valueChanged, this, &RedeployTable::check);
    addRow(tr("CPU limit"), QStringLiteral("redeployCpusDoubleSpinBox"), m_cpus,
           [this] { return cpusText(m_cpus->value()); });
}

void RedeployTable::addStart()
{
    m_port = new QSpinBox(this);
    m_port->setAccessibleName(tr("Port inside"));
    m_port->setToolTip(tr("Where the server inside listens; the port outside is chosen by the Docker engine."));
    m_port->setRange(1, 65'535);
    m_port->setValue(m_configured.containerPort);
    connect(m_port, &QSpinBox::valueChanged, this, &RedeployTable::check);
    addRow(tr("Port inside"), QStringLiteral("redeployPortSpinBox"), m_port,
           [this] { return QString::number(m_port->value()); });
    m_timeout = new PlainSpinBox(this);
    m_timeout->setAccessibleName(tr("Start time-out"));
    m_timeout->setToolTip(tr("A new container that is not healthy after so long has failed."));
    m_timeout->setRange(0.1, 3'600.0);
    m_timeout->setDecimals(3);
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setValue(static_cast<double>(m_configured.startTimeout.count()) / kMillisInSecond);
    connect(m_timeout, &QDoubleSpinBox::valueChanged, this, &RedeployTable::check);
    addRow(tr("Start time-out"), QStringLiteral("redeployStartTimeoutDoubleSpinBox"), m_timeout,
           [this] { return secondsText(wanted().startTimeout); });
    m_rows.back().running->setText(secondsText(m_configured.startTimeout));
    m_rows.back().running->setToolTip(tr("As it is configured"));
}

void RedeployTable::addRow(const QString& title, const QString& objectName, QWidget* editor,
                           std::function<QString()> wanted)
{
    const int row = m_grid->rowCount();
    editor->setObjectName(objectName);
    const auto label = [&](const QString& text, int column) {
        auto* added = new QLabel(text, this);
        added->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(added, row, column);
        return added;
    };
    auto* name = label(title, 0);
    name->setTextInteractionFlags(Qt::NoTextInteraction);
    name->setBuddy(editor);
    Row added{objectName, label(noData(), 1), label(noData(), 2), nullptr, std::move(wanted), false};
    m_grid->addWidget(editor, row, 3);
    added.mark = label({}, 4);
    added.mark->setObjectName(objectName + QStringLiteral("Mark"));
    added.running->setObjectName(objectName + QStringLiteral("Running"));
    added.imageDefault->setObjectName(objectName + QStringLiteral("Default"));
    m_rows.push_back(std::move(added));
}

void RedeployTable::addVariable(const QString& name, const QString& value)
{
    auto* edit = new QLineEdit(value, this);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(tr("as the image says"));
    edit->setToolTip(tr("Environment variable; empty = as the image says"));
    mask(edit, name);
    connect(edit, &QLineEdit::textChanged, this, [this, edit, name] {
        mask(edit, name);
        check();
    });
    m_variables.emplace_back(name, edit);
    addRow(name, QStringLiteral("redeployVariable_%1LineEdit").arg(name), edit,
           [edit] { return orNoData(edit->text()); });
    m_rows.back().mayBeAbsent = true;
}

void RedeployTable::mask(QLineEdit* edit, const QString& name)
{
    const bool shown = !isSecretName(toUtf8(name)) || isSecretReference(toUtf8(edit->text()));
    edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
}

void RedeployTable::addUnknownVariables(const Environment& environment)
{
    for (const auto& [name, value] : environment)
        if (std::none_of(m_variables.begin(), m_variables.end(),
                         [&, key = fromUtf8(name)](const auto& each) { return each.first == key; }))
            addVariable(fromUtf8(name), {});
}

RedeployTable::Row& RedeployTable::row(const QString& objectName)
{
    return *std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& each) { return each.name == objectName; });
}

void RedeployTable::showRunning(const ContainerStatus& running, int replicas)
{
    m_heard = true;
    addUnknownVariables(running.environment);
    addUnknownVariables(running.imageDefaults.environment);
    Row& image = row(m_image->objectName());
    image.running->setText(fromUtf8(running.image));
    image.running->setToolTip(fromUtf8(running.imageId));
    Row& command = row(m_command->objectName());
    command.running->setText(orNoData(joinCommand(running.command)));
    command.imageDefault->setText(orNoData(joinCommand(running.imageDefaults.command)));
    row(m_replicas->objectName()).running->setText(QString::number(replicas));
    row(m_memory->objectName()).running->setText(memoryText(running.memoryLimitBytes));
    row(m_cpus->objectName()).running->setText(cpusText(running.cpuLimit));
    QStringList exposed;
    for (const std::uint16_t port : running.imageDefaults.ports)
        exposed.append(QString::number(port));
    Row& port = row(m_port->objectName());
    port.imageDefault->setText(orNoData(exposed.join(QStringLiteral(", "))));
    if (!running.ports.empty()) {
        port.running->setText(QString::number(running.ports.front().first));
        port.running->setToolTip(tr("Published as port %1").arg(running.ports.front().second));
    }
    for (const auto& [name, edit] : m_variables) {
        Row& variable = row(edit->objectName());
        variable.imageDefault->setText(textIn(running.imageDefaults.environment, name));
        variable.running->setText(textIn(running.environment, name));
    }
    check();
}

ContainerSettings RedeployTable::wanted() const
{
    ContainerSettings settings = m_configured;
    settings.image = toUtf8(m_image->text().trimmed());
    settings.command = splitCommand(m_command->text());
    settings.replicas = static_cast<std::uint32_t>(m_replicas->value());
    settings.memoryBytes = m_memory->bytes();
    settings.cpus = m_cpus->value();
    settings.containerPort = static_cast<std::uint16_t>(m_port->value());
    settings.startTimeout = std::chrono::milliseconds(std::llround(m_timeout->value() * kMillisInSecond));
    Environment environment;
    for (const auto& [name, edit] : m_variables) {
        const std::string* before = valueIn(m_configured.environment, name);
        const bool wasEmpty = before != nullptr && before->empty();
        if (!edit->text().isEmpty() || wasEmpty)
            environment.emplace_back(toUtf8(name), toUtf8(edit->text()));
    }
    settings.environment = std::move(environment);
    return settings;
}

QString RedeployTable::markOf(const Row& row) const
{
    const QString running = row.running->text();
    const QString now = row.wanted();
    const QString changed = tr("● changed");
    if (running == fromUtf8(std::string(kHiddenSecret)) && now != noData()) {
        // The running value is not told: only whether another one than the configured is wanted can be said.
        const auto variable = std::find_if(m_variables.begin(), m_variables.end(),
                                           [&](const auto& each) { return each.second->objectName() == row.name; });
        const std::string* before =
            variable != m_variables.end() ? valueIn(m_configured.environment, variable->first) : nullptr;
        return before != nullptr && fromUtf8(*before) == now ? tr("hidden") : changed;
    }
    const bool known = running != noData() || (m_heard && row.mayBeAbsent);
    return known && now != running ? changed : QString();
}

void RedeployTable::check()
{
    for (const Row& each : m_rows) {
        const QString mark = markOf(each);
        each.mark->setText(mark);
        each.mark->setToolTip(mark == tr("hidden")
                                  ? tr("What runs with it is kept secret, so it cannot be compared; it "
                                       "is as configured.")
                                  : QString());
    }
    Q_EMIT changed();
}

} // namespace straightline::ui
