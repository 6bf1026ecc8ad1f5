// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/backenddialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/dialogs/backendfields.h"
#include "ui/dialogs/backendform.h"
#include "ui/dialogs/fieldkit.h"
#include "ui/dialogs/testpanel.h"
#include "ui/enginelink.h"
#include "ui/text/wording.h"

namespace straightline::ui
{

BackendDialog::BackendDialog(EngineLink& link, const std::string& application, const BackendConfiguration& backend,
                             QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_applicationName(application)
    , m_application(new QComboBox(this))
    , m_fields(new BackendFields(this))
    , m_form(nullptr)
    , m_test(new TestPanel(
          link,
          [this] {
              return TryBackend{m_applicationName, m_fields->configuration(), {}};
          },
          this))
    , m_problem(new QLabel(this))
    , m_accept(nullptr)
{
    setObjectName(QStringLiteral("BackendDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit the backend %1").arg(fromUtf8(makeBackendId(application, backend.name))));
    describeField(m_application, {"dialogApplicationComboBox", "application", tr("Application"),
                                  tr("The application it serves; it stays with it.")});
    m_application->addItem(fromUtf8(application));
    m_form = new BackendForm(*m_fields, m_application, this);
    m_problem->setObjectName(QStringLiteral("problemLabel"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setMinimumHeight(fontMetrics().height() * 2);
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("acceptPushButton"));
    m_accept->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &BackendDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_form, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_test);
    layout->addWidget(buttons);
    setMinimumWidth(620);

    m_application->setEnabled(false);
    m_fields->name()->setReadOnly(true);
    m_fields->name()->setEnabled(false);
    m_fields->kindBox()->setEnabled(false);
    m_fields->keepTier();
    m_fields->setConfiguration(backend);
    connect(m_fields, &BackendFields::changed, this, &BackendDialog::edited);
    connect(m_test, &TestPanel::editWanted, this, &BackendDialog::showField);
    check();
}

void BackendDialog::showField(const QString& field)
{
    m_form->showField(field);
}

void BackendDialog::edited()
{
    m_touched = true;
    m_test->settingsChanged();
    check();
}

std::optional<FieldProblem> BackendDialog::problem() const
{
    const Result<void> good = validate(m_fields->configuration());
    if (good)
        return std::nullopt;
    return explainBackend(good.error(), [this](const QString& field) { return m_fields->titleOf(field); });
}

void BackendDialog::check()
{
    const std::optional<FieldProblem> found = problem();
    m_accept->setEnabled(!found);
    m_test->setProblem(found ? found->text : QString());
    m_problem->setText(found ? found->text : QString());
    m_problem->setProperty("bad", m_touched);
    m_problem->setProperty("muted", !m_touched);
    m_problem->style()->unpolish(m_problem);
    m_problem->style()->polish(m_problem);
    m_fields->mark(found && m_touched ? found->field : QString());
}

void BackendDialog::submit()
{
    if (problem()) {
        check();
        return;
    }
    m_accept->setEnabled(false);
    const BackendConfiguration backend = m_fields->configuration();
    const QString id = fromUtf8(makeBackendId(m_applicationName, backend.name));
    const QPointer<BackendDialog> guard(this);
    m_link.apply(PutBackend{m_applicationName, backend, Expect::Present}, tr("Edit %1").arg(id),
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
