// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/applicationdialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/dialogs/applicationform.h"
#include "ui/text/allowedtext.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

ApplicationDialog::ApplicationDialog(EngineLink& link, Purpose purpose, const ApplicationConfiguration& from,
                                     QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_purpose(purpose)
    , m_form(new ApplicationForm(this))
    , m_withBackends(new QCheckBox(this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("ApplicationDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    const QString name = fromUtf8(from.name);
    setWindowTitle(purpose == Purpose::Create ? tr("Create an application")
                   : purpose == Purpose::Edit ? tr("Edit the application %1").arg(name)
                                              : tr("Clone the application %1").arg(name));
    m_withBackends->setObjectName(QStringLiteral("withBackendsCheckBox"));
    m_withBackends->setText(
        tr("With its %n backend(s), started a second time", nullptr, static_cast<int>(from.backends.size())));
    m_withBackends->setToolTip(tr("Containers and function instances of the clone are its own."));
    m_withBackends->setVisible(purpose == Purpose::Clone && !from.backends.empty());
    m_withBackends->setChecked(true);
    m_problem->setObjectName(QStringLiteral("applicationProblemLabel"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setMinimumHeight(2 * fontMetrics().height());
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("applicationScrollArea"));
    scroll->setAccessibleName(tr("Settings of the application"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(purpose == Purpose::Create ? tr("&Create")
                                  : purpose == Purpose::Edit ? tr("&Save")
                                                             : tr("C&lone"),
                                  QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("acceptApplicationPushButton"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ApplicationDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_withBackends);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(560, 600);

    ApplicationConfiguration shown = purpose == Purpose::Create ? ApplicationConfiguration{} : from;
    if (purpose == Purpose::Clone) {
        shown.name = toUtf8(freeName(from.name));
        shown.mount.clear(); // a path belongs to one application
        shown.number = 0;
        for (BackendConfiguration& backend : shown.backends)
            backend.number = 0;
    }
    m_form->setConfiguration(shown);
    m_form->setNameFixed(purpose == Purpose::Edit);
    connect(m_form, &ApplicationForm::changed, this, &ApplicationDialog::check);
    check();
    if (purpose != Purpose::Edit) {
        auto* field = m_form->findChild<QLineEdit*>(QStringLiteral("applicationNameLineEdit"));
        field->setFocus();
        field->selectAll();
    }
}

QString ApplicationDialog::freeName(const std::string& like) const
{
    const QString base = fromUtf8(like) + QStringLiteral("-copy");
    QString name = base;
    for (int i = 2; m_link.site()->findApplication(toUtf8(name)) != nullptr; ++i)
        name = base + QString::number(i);
    return name;
}

Change ApplicationDialog::change() const
{
    ApplicationConfiguration made = m_form->configuration();
    if (m_purpose == Purpose::Clone && !m_withBackends->isChecked())
        made.backends.clear();
    if (m_purpose == Purpose::Edit) {
        // Backends may have changed while the dialog was open.
        if (const ApplicationConfiguration* now = m_link.site()->findApplication(made.name))
            made.backends = now->backends;
    }
    return PutApplication{std::move(made), m_purpose == Purpose::Edit ? Expect::Present : Expect::Absent};
}

void ApplicationDialog::explain(const Error& error, QString* field, QString* text) const
{
    // application "x".deadline_ms = 0 ms: allowed is 1 … 86400000 ms
    static const QRegularExpression shape(
        QStringLiteral("^application \".*?\"\\.([a-z_.]+) = (.*): (?:allowed is )?(.*)$"),
        QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = shape.match(fromUtf8(error.detail));
    if (!match.hasMatch()) {
        *text = errorText(error);
        return;
    }
    *field = match.captured(1);
    *text = tr("%1: %2 does not work. Allowed: %3")
                .arg(m_form->titleOf(*field), match.captured(2), allowedText(match.captured(3)));
}

QString ApplicationDialog::problem(QString* field) const
{
    QString text;
    const Change wanted = change();
    const std::string& name = std::get<PutApplication>(wanted).application.name;
    if (m_purpose != Purpose::Edit && m_link.site()->findApplication(name) != nullptr) {
        *field = QStringLiteral("name");
        return tr("There is an application of this name. Choose another name, or edit that one.");
    }
    if (const auto good = applied(*m_link.site(), wanted); !good)
        explain(good.error(), field, &text);
    return text;
}

void ApplicationDialog::check()
{
    QString field;
    const QString found = problem(&field);
    const bool isTouched = m_purpose != Purpose::Create || !m_form->configuration().name.empty();
    m_accept->setEnabled(found.isEmpty());
    m_problem->setText(found);
    m_problem->setProperty("bad", isTouched);
    m_problem->setProperty("muted", !isTouched);
    m_problem->style()->unpolish(m_problem);
    m_problem->style()->polish(m_problem);
    m_form->markField(isTouched ? field : QString());
}

void ApplicationDialog::submit()
{
    QString field;
    if (!problem(&field).isEmpty()) {
        check();
        return;
    }
    m_accept->setEnabled(false);
    const QString name = fromUtf8(m_form->configuration().name);
    const QString text = m_purpose == Purpose::Create ? tr("Create %1").arg(name)
                         : m_purpose == Purpose::Edit ? tr("Edit %1").arg(name)
                                                      : tr("Clone as %1").arg(name);
    const QPointer<ApplicationDialog> guard(this);
    m_link.apply(change(), text, [guard](const Result<std::uint64_t>& revision) {
        if (!guard)
            return;
        if (revision) {
            guard->accept();
            return;
        }
        QString at;
        QString why;
        guard->check();
        guard->explain(revision.error(), &at, &why);
        guard->m_problem->setText(why);
        guard->m_form->markField(at);
    });
}

} // namespace straightline::ui
