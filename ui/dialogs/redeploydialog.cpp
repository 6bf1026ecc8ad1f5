// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/redeploydialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/dialogs/sizeedit.h"
#include "ui/enginelink.h"
#include "ui/models/containersmodel.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr int kUsuallyKeptMinutes = 10;
constexpr int kLongestKeptMinutes = 1'440;
constexpr int kMostAsked = 8; ///< the engine looks at its containers behind: the first answer may be empty
constexpr int kAskAgainMillis = 500;

QString cpusText(double cpus)
{
    return cpus > 0.0 ? formatNumber(cpus) : RedeployDialog::tr("no limit");
}

QString memoryText(std::uint64_t bytes)
{
    return bytes > 0 ? formatBytes(static_cast<double>(bytes)) : RedeployDialog::tr("no limit");
}

QString valueIn(const Environment& environment, const QString& name)
{
    for (const auto& [key, value] : environment)
        if (fromUtf8(key) == name)
            return fromUtf8(value);
    return noData();
}

} // namespace

RedeployDialog::RedeployDialog(EngineLink& link, const BackendId& id, const BackendConfiguration& backend,
                               QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_id(id)
    , m_backend(backend)
{
    setObjectName(QStringLiteral("RedeployDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Redeploy %1").arg(fromUtf8(id)));
    const auto* container = std::get_if<ContainerSettings>(&backend.settings);
    auto* effect = new QLabel(
        container != nullptr
            ? tr("New containers are started and must become healthy; then requests move to them, and the old ones "
                 "finish what they have. If the new ones fail, the old ones stay.")
            : tr("New instances are started for new requests; the running ones finish what they have."),
        this);
    effect->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addWidget(effect);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("&Redeploy"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("acceptPushButton"));
    if (container != nullptr) {
        buildTable(*container);
        m_problem = new QLabel(this);
        m_problem->setObjectName(QStringLiteral("redeployProblemLabel"));
        m_problem->setProperty("bad", true);
        m_problem->setWordWrap(true);
        layout->addWidget(m_problem);
    }
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &RedeployDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(container != nullptr ? 760 : 480);
    if (container != nullptr) {
        check();
        askForRunning();
    }
}

void RedeployDialog::buildTable(const ContainerSettings& settings)
{
    auto* table = new QWidget(this);
    m_grid = new QGridLayout(table);
    m_grid->setContentsMargins(0, 0, 8, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    int column = 1;
    for (const QString& title : {tr("Image default"), tr("Running"), tr("New")}) {
        auto* head = new QLabel(title, table);
        head->setProperty("muted", true);
        m_grid->addWidget(head, 0, column++);
    }
    m_grid->setColumnStretch(1, 2);
    m_grid->setColumnStretch(2, 2);
    m_grid->setColumnStretch(3, 3);

    m_image = new QLineEdit(fromUtf8(settings.image), table);
    m_image->setAccessibleName(tr("Image"));
    m_image->setToolTip(tr("Another tag or image; the configuration keeps it when the redeploy succeeds."));
    connect(m_image, &QLineEdit::textChanged, this, &RedeployDialog::check);
    addRow(tr("Image"), QStringLiteral("redeployImageLineEdit"), m_image, [this] { return m_image->text().trimmed(); });
    m_memory = new SizeEdit(QStringLiteral("redeployMemory"), tr("Memory limit"), table);
    m_memory->setBytes(settings.memoryBytes);
    connect(m_memory, &SizeEdit::changed, this, &RedeployDialog::check);
    addRow(tr("Memory limit"), QStringLiteral("redeployMemorySizeEdit"), m_memory,
           [this] { return memoryText(m_memory->bytes()); });
    m_cpus = new QDoubleSpinBox(table);
    m_cpus->setAccessibleName(tr("CPU limit"));
    m_cpus->setToolTip(tr("In cores, of each replica"));
    m_cpus->setRange(0.0, 1'024.0);
    m_cpus->setSingleStep(0.5);
    m_cpus->setSpecialValueText(tr("no limit"));
    m_cpus->setValue(settings.cpus);
    connect(m_cpus, &QDoubleSpinBox::valueChanged, this, &RedeployDialog::check);
    addRow(tr("CPU limit"), QStringLiteral("redeployCpusDoubleSpinBox"), m_cpus,
           [this] { return cpusText(m_cpus->value()); });
    m_port = new QSpinBox(table);
    m_port->setAccessibleName(tr("Port inside"));
    m_port->setToolTip(tr("Where the server inside listens; the port outside is chosen by the Docker engine."));
    m_port->setRange(1, 65'535);
    m_port->setValue(settings.containerPort);
    connect(m_port, &QSpinBox::valueChanged, this, &RedeployDialog::check);
    addRow(tr("Port inside"), QStringLiteral("redeployPortSpinBox"), m_port,
           [this] { return QString::number(m_port->value()); });
    for (const auto& [name, value] : settings.environment)
        addVariable(fromUtf8(name), fromUtf8(value));

    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("redeployScrollArea"));
    scroll->setAccessibleName(tr("What the redeploy changes"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(table);
    scroll->setMinimumHeight(220);
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
    auto* layout = static_cast<QVBoxLayout*>(this->layout());
    layout->addWidget(scroll, 1);
    layout->addLayout(form);
}

void RedeployDialog::addRow(const QString& title, const QString& objectName, QWidget* editor,
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
    Row added{label(noData(), 1), label(noData(), 2), nullptr, std::move(wanted)};
    m_grid->addWidget(editor, row, 3);
    added.mark = label({}, 4);
    added.mark->setObjectName(objectName + QStringLiteral("Mark"));
    added.running->setObjectName(objectName + QStringLiteral("Running"));
    added.imageDefault->setObjectName(objectName + QStringLiteral("Default"));
    m_rows.push_back(std::move(added));
}

void RedeployDialog::addVariable(const QString& name, const QString& value)
{
    auto* edit = new QLineEdit(value, this);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(tr("as the image says"));
    edit->setToolTip(tr("Environment variable; empty = as the image says"));
    connect(edit, &QLineEdit::textChanged, this, &RedeployDialog::check);
    m_variables.emplace_back(name, edit);
    addRow(name, QStringLiteral("redeployVariable_%1LineEdit").arg(name), edit,
           [edit] { return edit->text().isEmpty() ? noData() : edit->text(); });
}

void RedeployDialog::askForRunning()
{
    ++m_asked;
    const QPointer<RedeployDialog> guard(this);
    m_link.ask([](Engine& engine) { return engine.containers(); },
               [guard](const std::vector<ContainerStatus>& containers) {
                   if (!guard)
                       return;
                   for (const ContainerStatus& each : containers) {
                       if (each.backend == guard->m_id && each.role == ReplicaRole::Serving) {
                           guard->showRunning(each);
                           return;
                       }
                   }
                   if (guard->m_asked < kMostAsked)
                       QTimer::singleShot(kAskAgainMillis, guard, &RedeployDialog::askForRunning);
               });
}

void RedeployDialog::showRunning(const ContainerStatus& running)
{
    for (const auto& [name, value] : running.environment)
        if (std::none_of(m_variables.begin(), m_variables.end(),
                         [&, key = fromUtf8(name)](const auto& each) { return each.first == key; }))
            addVariable(fromUtf8(name), {});
    for (const auto& [name, value] : running.imageDefaults.environment)
        if (std::none_of(m_variables.begin(), m_variables.end(),
                         [&, key = fromUtf8(name)](const auto& each) { return each.first == key; }))
            addVariable(fromUtf8(name), {});
    m_rows[0].running->setText(fromUtf8(running.image));
    m_rows[0].running->setToolTip(fromUtf8(running.imageId));
    m_rows[1].running->setText(memoryText(running.memoryLimitBytes));
    m_rows[2].running->setText(cpusText(running.cpuLimit));
    QStringList exposed;
    for (const std::uint16_t port : running.imageDefaults.ports)
        exposed.append(QString::number(port));
    if (!exposed.isEmpty())
        m_rows[3].imageDefault->setText(exposed.join(QStringLiteral(", ")));
    if (!running.ports.empty()) {
        m_rows[3].running->setText(QString::number(running.ports.front().first));
        m_rows[3].running->setToolTip(tr("Published as port %1").arg(running.ports.front().second));
    }
    for (std::size_t i = 0; i < m_variables.size(); ++i) {
        m_rows[4 + i].imageDefault->setText(valueIn(running.imageDefaults.environment, m_variables[i].first));
        m_rows[4 + i].running->setText(valueIn(running.environment, m_variables[i].first));
    }
    check();
}

ContainerSettings RedeployDialog::wanted() const
{
    ContainerSettings settings = std::get<ContainerSettings>(m_backend.settings);
    settings.image = toUtf8(m_image->text().trimmed());
    settings.memoryBytes = m_memory->bytes();
    settings.cpus = m_cpus->value();
    settings.containerPort = static_cast<std::uint16_t>(m_port->value());
    Environment environment;
    for (const auto& [name, edit] : m_variables) {
        const std::string key = toUtf8(name);
        const bool wasSet = std::any_of(settings.environment.begin(), settings.environment.end(),
                                        [&](const auto& each) { return each.first == key && each.second.empty(); });
        if (!edit->text().isEmpty() || wasSet)
            environment.emplace_back(key, toUtf8(edit->text()));
    }
    settings.environment = std::move(environment);
    return settings;
}

void RedeployDialog::check()
{
    if (m_problem == nullptr)
        return;
    for (const Row& row : m_rows) {
        const bool known = row.running->text() != noData() || row.imageDefault->text() != noData();
        row.mark->setText(known && row.wanted() != row.running->text() ? tr("● changed") : QString());
    }
    BackendConfiguration changed = m_backend;
    changed.settings = wanted();
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
        const ContainerSettings settings = wanted();
        if (settings != *container)
            redeploy.settings = settings;
        redeploy.keepOld = std::chrono::minutes(m_keep->value());
    }
    m_link.start(redeploy, windowTitle());
    accept();
}

} // namespace straightline::ui
