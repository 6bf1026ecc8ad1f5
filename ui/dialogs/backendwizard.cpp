// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/backendwizard.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/dialogs/backendfields.h"
#include "ui/dialogs/discoverypanel.h"
#include "ui/dialogs/testpanel.h"
#include "ui/enginelink.h"
#include "ui/text/commandline.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

QString usualName(BackendKind kind)
{
    return kind == BackendKind::Container  ? QStringLiteral("box")
           : kind == BackendKind::Function ? QStringLiteral("burst")
                                           : QStringLiteral("web");
}

QString placeText(const BackendSettings& settings)
{
    if (const auto* http = std::get_if<HttpSettings>(&settings))
        return fromUtf8(http->url);
    if (const auto* container = std::get_if<ContainerSettings>(&settings))
        return BackendWizard::tr("%1, port %2 inside, %n replica(s)", nullptr, static_cast<int>(container->replicas))
            .arg(fromUtf8(container->image))
            .arg(container->containerPort);
    return joinCommand(std::get<FunctionSettings>(settings).command);
}

} // namespace

BackendWizard::BackendWizard(EngineLink& link, const std::string& application, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_fields(new BackendFields(this))
    , m_heading(new QLabel(this))
    , m_about(new QLabel(this))
    , m_pages(new QStackedWidget(this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("BackendWizard"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Register a backend"));
    m_fields->kindBox()->hide(); // chosen by the buttons of the first page
    m_heading->setObjectName(QStringLiteral("wizardHeadingLabel"));
    QFont large = m_heading->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_heading->setFont(large);
    m_about->setWordWrap(true);
    m_about->setProperty("muted", true);
    m_problem->setObjectName(QStringLiteral("problemLabel"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setMinimumHeight(fontMetrics().height() * 2);
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 16);
    all->setSpacing(8);
    all->addWidget(m_heading);
    all->addWidget(m_about);
    all->addWidget(m_pages, 1);
    all->addWidget(m_problem);
    addPage(tr("Kind"), tr("Which application is it for, and how is it run?"), buildKind(application));
    addPage(tr("Where"), tr("Where is it, or what is to be run?"), buildWhere());
    addPage(tr("Tier and limits"), tr("What does it count as in the rule, and how much does it take?"), buildLimits());
    addPage(tr("Test"), tr("Try it before requests go there. Nothing is registered yet; the test can be left out."),
            buildTest());
    addPage(tr("Name"), tr("What is it to be called? Undo takes the registration back."), buildName());
    buildButtons();
    connect(m_fields, &BackendFields::changed, this, &BackendWizard::edited);
    proposeName({});
    m_touched = false;
    goTo(Kind);
    resize(720, 560);
}

BackendWizard::Page BackendWizard::page() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

std::string BackendWizard::applicationName() const
{
    return toUtf8(m_application->currentText().trimmed());
}

QString BackendWizard::titleOf(const QString& field) const
{
    return field == QLatin1String("application") ? tr("Application") : m_fields->titleOf(field);
}

void BackendWizard::goTo(int wanted)
{
    if (wanted < 0 || wanted >= kPages)
        return;
    m_pages->setCurrentIndex(wanted);
    m_touched = false;
    m_heading->setText(tr("%1 of %2 · %3").arg(wanted + 1).arg(static_cast<int>(kPages)).arg(m_titles[wanted]));
    m_about->setText(m_abouts[wanted]);
    const bool isLast = wanted == kPages - 1;
    m_back->setVisible(wanted > 0);
    m_next->setVisible(!isLast);
    m_accept->setVisible(isLast);
    (isLast ? m_accept : m_next)->setDefault(true);
    const BackendKind kind = m_fields->kind();
    if (wanted == Where) {
        m_discovery->setVisible(kind != BackendKind::Function);
        m_discovery->setContainersOnly(kind == BackendKind::Container);
        if (kind != BackendKind::Function && !m_discovery->hasLooked())
            m_discovery->look();
        m_fields->focus(kind == BackendKind::Http        ? QStringLiteral("url")
                        : kind == BackendKind::Container ? QStringLiteral("image")
                                                         : QStringLiteral("command"));
    } else if (wanted == Limits) {
        const bool checked = kind != BackendKind::Function; // a function is started when it is needed
        m_fields->health()->setVisible(checked);
        findChild<QLabel*>(QStringLiteral("healthTitleLabel"))->setVisible(checked);
        m_fields->focus(QStringLiteral("capacity"));
    } else if (wanted == Test) {
        findChild<QPushButton*>(QStringLiteral("testPushButton"))->setFocus();
    } else if (wanted == Name) {
        m_fields->name()->setFocus();
        m_fields->name()->selectAll();
    } else if (m_application->currentText().isEmpty()) {
        m_application->setFocus();
    } else {
        m_kinds->checkedButton()->setFocus();
    }
    check();
}

void BackendWizard::kindChosen(int kind)
{
    m_fields->setKind(static_cast<BackendKind>(kind));
    if (!m_named)
        proposeName({});
    edited();
}

void BackendWizard::edited()
{
    if (m_proposing)
        return;
    m_touched = true;
    if (!m_named && page() == Kind)
        proposeName({}); // free in that application
    m_test->settingsChanged();
    check();
}

/// A name like that one which is free in the application.
void BackendWizard::proposeName(const QString& like)
{
    static const QRegularExpression strange(QStringLiteral("[^A-Za-z0-9._-]+"));
    QString base = like;
    base.replace(strange, QStringLiteral("-"));
    while (!base.isEmpty() && !base.front().isLetterOrNumber())
        base.remove(0, 1);
    base.truncate(60);
    if (base.isEmpty())
        base = usualName(m_fields->kind());
    QString name = base;
    for (int i = 2; m_link.site()->findBackend(makeBackendId(applicationName(), toUtf8(name))) != nullptr; ++i)
        name = base + QString::number(i);
    const QScopedValueRollback<bool> proposing(m_proposing, true);
    m_fields->name()->setText(name);
}

void BackendWizard::pick(const DiscoveredBackend& found)
{
    if (m_fields->kind() == BackendKind::Container)
        m_fields->setImage(fromUtf8(found.image), found.containerPort);
    else
        m_fields->setServer(fromUtf8(found.url), fromUtf8(found.healthPath));
    if (!m_named)
        proposeName(fromUtf8(found.name));
    check();
}

std::optional<FieldProblem> BackendWizard::nameTaken() const
{
    if (m_link.site()->findBackend(makeBackendId(applicationName(), m_fields->configuration().name)) == nullptr)
        return std::nullopt;
    return FieldProblem{QStringLiteral("name"),
                        tr("The application %1 has a backend of this name. Choose another name, or edit that one.")
                            .arg(m_application->currentText().trimmed())};
}

/// What keeps from leaving this page: what is wrong on it or on one before.
std::optional<FieldProblem> BackendWizard::problemOn(int page) const
{
    const auto explained = [this](const Error& error) {
        return explainBackend(error, [this](const QString& field) { return titleOf(field); });
    };
    ApplicationConfiguration named;
    named.name = applicationName();
    if (const Result<void> good = validate(named); !good)
        return explained(good.error());
    BackendConfiguration backend = m_fields->configuration();
    if (page < Name)
        backend.name = "x"; // its turn has not come
    const Result<void> good = validate(backend);
    if (good)
        return page < Name ? std::nullopt : nameTaken();
    FieldProblem problem = explained(good.error());
    const QWidget* widget = m_fields->widgetOf(problem.field);
    for (int later = page + 1; later < kPages; ++later)
        if (widget != nullptr && m_pages->widget(later)->isAncestorOf(widget))
            return std::nullopt;
    return problem;
}

void BackendWizard::check()
{
    if (m_accept == nullptr)
        return; // still being built
    const std::optional<FieldProblem> problem = problemOn(page());
    m_next->setEnabled(!problem);
    m_accept->setEnabled(!problem && problemOn(Name) == std::nullopt);
    m_test->setProblem(problem ? problem->text : QString());
    m_next->setText(page() == Test && m_test->verdict().isEmpty() && !m_test->isRunning() ? tr("Skip the test")
                                                                                          : tr("Ne&xt"));
    m_problem->setText(problem ? problem->text : QString());
    m_problem->setProperty("bad", m_touched);
    m_problem->setProperty("muted", !m_touched);
    m_problem->style()->unpolish(m_problem);
    m_problem->style()->polish(m_problem);
    m_fields->mark(problem && m_touched ? problem->field : QString());
    if (page() == Name)
        m_summary->setText(summary());
}

void BackendWizard::showField(const QString& field)
{
    const QWidget* widget = m_fields->widgetOf(field);
    for (int page = 0; widget != nullptr && page < kPages; ++page)
        if (m_pages->widget(page)->isAncestorOf(widget))
            goTo(page);
    m_fields->focus(field);
}

QString BackendWizard::summary() const
{
    const BackendConfiguration backend = m_fields->configuration();
    const QString limit = backend.payloadLimitBytes == 0
                              ? tr("no payload limit")
                              : tr("bodies up to %1").arg(formatBytes(static_cast<double>(backend.payloadLimitBytes)));
    QStringList lines{
        tr("Application: %1").arg(m_application->currentText().trimmed()),
        tr("Kind: %1, tier: %2").arg(kindWord(backend.kind()), tierWord(backend.tier)),
        tr("Where: %1").arg(placeText(backend.settings)),
        tr("Takes: %n request(s) at once, %1", nullptr, static_cast<int>(backend.capacity)).arg(limit),
        m_test->verdict().isEmpty() ? tr("It was not tested.") : m_test->verdict(),
    };
    if (m_link.site()->findApplication(applicationName()) == nullptr)
        lines.prepend(tr("The application %1 is created with it.").arg(m_application->currentText().trimmed()));
    return lines.join(QLatin1Char('\n'));
}

Change BackendWizard::change() const
{
    const std::string application = applicationName();
    if (m_link.site()->findApplication(application) == nullptr) {
        ApplicationConfiguration added;
        added.name = application;
        added.backends.push_back(m_fields->configuration());
        return PutApplication{added, Expect::Absent};
    }
    return PutBackend{application, m_fields->configuration(), Expect::Absent};
}

void BackendWizard::submit()
{
    if (problemOn(Name)) {
        check();
        return;
    }
    m_accept->setEnabled(false);
    const QString id = fromUtf8(makeBackendId(applicationName(), m_fields->configuration().name));
    const QPointer<BackendWizard> guard(this);
    m_link.apply(change(), tr("Register %1").arg(id), [guard](const Result<std::uint64_t>& revision) {
        if (!guard)
            return;
        if (revision) {
            guard->accept();
            return;
        }
        guard->m_touched = true;
        guard->check();
        guard->m_problem->setText(errorText(revision.error()));
    });
}

} // namespace straightline::ui
