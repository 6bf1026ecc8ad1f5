// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/backenddialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/dialogs/backendform.h"
#include "ui/enginelink.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

BackendDialog::BackendDialog(EngineLink& link, bool isNew, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_isNew(isNew)
    , m_application(new QComboBox(this))
    , m_form(new BackendForm(this))
    , m_problem(new QLabel(this))
    , m_accept(nullptr)
{
    setObjectName(QStringLiteral("BackendDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_application->setObjectName(QStringLiteral("dialogApplicationComboBox"));
    m_application->setAccessibleName(tr("Application"));
    m_application->setToolTip(tr("The application it serves; a new name makes a new application."));
    for (const ApplicationConfiguration& application : m_link.site()->applications)
        m_application->addItem(fromUtf8(application.name));
    m_form->placeForm()->insertRow(0, tr("&Application"), m_application);
    m_problem->setObjectName(QStringLiteral("problemLabel"));
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(fontMetrics().height() * 2);
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(m_isNew ? tr("&Register") : tr("&Save"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("acceptPushButton"));
    connect(buttons, &QDialogButtonBox::accepted, this, &BackendDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_form, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    setMinimumWidth(560);
}

BackendDialog::BackendDialog(EngineLink& link, const std::string& application, QWidget* parent)
    : BackendDialog(link, true, parent)
{
    setWindowTitle(tr("Register a backend"));
    m_application->setEditable(true);
    m_application->setCurrentText(application.empty() && m_application->count() > 0 ? m_application->itemText(0)
                                                                                    : fromUtf8(application));
    const auto edited = [this] {
        m_touched = true;
        check();
    };
    connect(m_form, &BackendForm::changed, this, edited);
    connect(m_application, &QComboBox::currentTextChanged, this, edited);
    check();
    if (m_application->currentText().isEmpty())
        m_application->setFocus();
    else
        findChild<QLineEdit*>(QStringLiteral("nameLineEdit"))->setFocus();
}

BackendDialog::BackendDialog(EngineLink& link, const std::string& application, const BackendConfiguration& backend,
                             QWidget* parent)
    : BackendDialog(link, false, parent)
{
    setWindowTitle(tr("Edit the backend %1").arg(fromUtf8(makeBackendId(application, backend.name))));
    m_application->setCurrentText(fromUtf8(application));
    m_application->setEnabled(false);
    m_form->setIdentityFixed(true);
    m_form->setConfiguration(backend);
    connect(m_form, &BackendForm::changed, this, [this] {
        m_touched = true;
        check();
    });
    check();
}

void BackendDialog::showField(const QString& field)
{
    m_form->showField(field);
}

std::string BackendDialog::applicationName() const
{
    return toUtf8(m_application->currentText().trimmed());
}

std::optional<QString> BackendDialog::problem(QString* field) const
{
    const BackendConfiguration backend = m_form->configuration();
    const std::string application = applicationName();
    if (m_isNew && m_link.site()->findBackend(makeBackendId(application, backend.name)) != nullptr) {
        *field = QStringLiteral("name");
        return tr("The application %1 has a backend of this name. Choose another name, or edit that one.")
            .arg(fromUtf8(application));
    }
    Result<void> good = validate(backend);
    if (good) {
        ApplicationConfiguration named;
        named.name = application;
        good = validate(named);
    }
    if (good)
        return std::nullopt;
    // "backend "x".capacity = 0: allowed is 1 … 100000"
    static const QRegularExpression shape(QStringLiteral("^(.*?)([a-z_]+) = (.*): allowed is (.*)$"),
                                          QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = shape.match(fromUtf8(good.error().detail));
    if (!match.hasMatch())
        return errorText(good.error());
    *field =
        match.captured(1).startsWith(QLatin1String("application")) ? QStringLiteral("application") : match.captured(2);
    return tr("%1: %2 does not work. Allowed: %3").arg(*field, match.captured(3), match.captured(4));
}

void BackendDialog::check()
{
    QString field;
    const std::optional<QString> found = problem(&field);
    m_accept->setEnabled(!found);
    m_problem->setText(found.value_or(QString()));
    m_problem->setProperty("bad", m_touched);
    m_problem->setProperty("muted", !m_touched);
    m_problem->style()->unpolish(m_problem);
    m_problem->style()->polish(m_problem);
    markField(m_touched ? field : QString());
}

void BackendDialog::markField(const QString& field)
{
    for (QWidget* widget : m_form->findChildren<QWidget*>()) {
        const QVariant name = widget->property("field");
        if (!name.isValid())
            continue;
        const bool invalid = !field.isEmpty() && name.toString() == field;
        if (widget->property("invalid").toBool() == invalid)
            continue;
        widget->setProperty("invalid", invalid);
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
}

Change BackendDialog::change() const
{
    const std::string application = applicationName();
    if (m_link.site()->findApplication(application) == nullptr) {
        ApplicationConfiguration added;
        added.name = application;
        added.backends.push_back(m_form->configuration());
        return PutApplication{added, Expect::Absent};
    }
    return PutBackend{application, m_form->configuration(), m_isNew ? Expect::Absent : Expect::Present};
}

void BackendDialog::submit()
{
    QString field;
    if (problem(&field)) {
        check();
        return;
    }
    m_accept->setEnabled(false);
    const QString id = fromUtf8(makeBackendId(applicationName(), m_form->configuration().name));
    const QPointer<BackendDialog> guard(this);
    m_link.apply(change(), m_isNew ? tr("Register %1").arg(id) : tr("Edit %1").arg(id),
                 [guard](const Result<std::uint64_t>& revision) {
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
