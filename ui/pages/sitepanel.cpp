// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sitepanel.h"

#include <QFile>
#include <QFileDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStyle>
#include <QTextBlock>
#include <QVBoxLayout>

#include "ui/readonly.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr qint64 kLargestFile = 16 * 1024 * 1024;

QFileDialog* fileDialog(QWidget* parent, const QString& title)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({SitePanel::tr("Sites (*.toml)"), SitePanel::tr("All files (*)")});
    dialog->setDefaultSuffix(QStringLiteral("toml"));
    return dialog;
}

} // namespace

SitePanel::SitePanel(EngineLink& link, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_text(new QPlainTextEdit(this))
    , m_said(new QLabel(this))
{
    auto* head = new QLabel(tr("The file holds all applications, backends and settings. Importing puts it in place of "
                               "what is there now; undo brings that back."),
                            this);
    head->setWordWrap(true);
    head->setProperty("muted", true);
    m_text->setObjectName(QStringLiteral("siteTextPlainTextEdit"));
    m_text->setAccessibleName(tr("Text of the site file"));
    m_text->setToolTip(tr("site.toml: paste, open or edit it, then import it."));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(QStringLiteral("[gateway]\nlisten = \"127.0.0.1:8080\""));
    m_said->setObjectName(QStringLiteral("siteSaidLabel"));
    m_said->setWordWrap(true);
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(button("showSitePushButton", tr("Show the present one"),
                              tr("Put the engine's site into the text below"), &SitePanel::showPresent));
    buttons->addWidget(button("openSitePushButton", tr("Open a file…"), tr("Read a site.toml into the text below"),
                              &SitePanel::openFile));
    buttons->addWidget(button("saveSitePushButton", tr("Save as a file…"), tr("Write the engine's site to a file"),
                              &SitePanel::saveFile));
    buttons->addStretch();
    m_import =
        button("importSitePushButton", tr("Import…"),
               tr("Put the text below in place of the present applications and settings"), &SitePanel::askToImport);
    buttons->addWidget(m_import);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(head);
    layout->addLayout(buttons);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_said);
    m_said->hide();
    const auto refresh = [this] {
        const QString readOnly = whyReadOnly(m_link);
        const bool empty = m_text->document()->isEmpty();
        setEnabledOrSay(m_import, readOnly.isEmpty() && !empty,
                        readOnly.isEmpty() ? tr("There is no text to import.") : readOnly);
    };
    connect(m_text, &QPlainTextEdit::textChanged, m_import, refresh);
    connect(&m_link, &EngineLink::statusChanged, m_import, refresh);
    refresh();
}

QPushButton* SitePanel::button(const char* objectName, const QString& text, const QString& tip,
                               void (SitePanel::*slot)())
{
    auto* made = new QPushButton(text, this);
    made->setObjectName(QLatin1String(objectName));
    made->setToolTip(tip);
    made->setAutoDefault(false);
    connect(made, &QPushButton::clicked, this, slot);
    return made;
}

void SitePanel::showPresent()
{
    m_link.ask([](Engine& engine) { return engine.exportSite(); },
               [guard = QPointer(this)](const std::string& text) {
                   if (!guard)
                       return;
                   guard->m_text->setPlainText(fromUtf8(text));
                   guard->say(tr("This is the site as the engine has it now."), false);
               });
}

void SitePanel::openFile()
{
    QFileDialog* dialog = fileDialog(this, tr("Open a site"));
    dialog->setObjectName(QStringLiteral("openSiteDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &SitePanel::read);
    dialog->open();
}

void SitePanel::read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        say(tr("%1 cannot be read: %2").arg(path, file.errorString()), true);
        return;
    }
    if (file.size() > kLargestFile) {
        say(tr("%1 is no site: it is larger than 16 MB.").arg(path), true);
        return;
    }
    m_text->setPlainText(QString::fromUtf8(file.readAll()));
    say(tr("Read from %1. Nothing is changed before it is imported.").arg(path), false);
}

void SitePanel::saveFile()
{
    QFileDialog* dialog = fileDialog(this, tr("Save the site"));
    dialog->setObjectName(QStringLiteral("saveSiteDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("site.toml"));
    connect(dialog, &QFileDialog::fileSelected, this, &SitePanel::write);
    dialog->open();
}

void SitePanel::write(const QString& path)
{
    m_link.ask([](Engine& engine) { return engine.exportSite(); },
               [guard = QPointer(this), path](const std::string& text) {
                   if (!guard)
                       return;
                   QSaveFile file(path);
                   const QByteArray bytes = QByteArray::fromStdString(text);
                   const bool written =
                       file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
                   guard->say(written ? tr("Saved as %1.").arg(path)
                                      : tr("%1 cannot be written: %2").arg(path, file.errorString()),
                              !written);
               });
}

void SitePanel::askToImport()
{
    const auto& applications = m_link.site()->applications;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Import the site"), tr("Import this site?"),
                                QMessageBox::Cancel, window());
    box->setObjectName(QStringLiteral("importSiteMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("Its applications and settings take the place of those there are now, %n application(s) with their "
           "backends. Undo brings them back.",
           nullptr, static_cast<int>(applications.size())));
    QPushButton* go = box->addButton(tr("&Import"), QMessageBox::DestructiveRole);
    go->setObjectName(QStringLiteral("confirmImportPushButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    connect(go, &QPushButton::clicked, this, &SitePanel::import);
    box->open();
}

void SitePanel::import()
{
    m_link.importSite(toUtf8(m_text->toPlainText()), tr("Import a site"),
                      [guard = QPointer(this)](const Result<std::uint64_t>& revision) {
                          if (!guard)
                              return;
                          if (revision)
                              return guard->say(tr("Imported. Undo brings back what was there."), false);
                          guard->say(errorText(revision.error()), true);
                          guard->goToError(fromUtf8(revision.error().detail));
                      });
}

void SitePanel::say(const QString& text, bool bad)
{
    m_said->setText(text);
    m_said->show();
    m_said->setProperty("bad", bad);
    m_said->style()->unpolish(m_said);
    m_said->style()->polish(m_said);
}

void SitePanel::goToError(const QString& detail)
{
    static const QRegularExpression place(QStringLiteral(":(\\d+):(\\d+): "));
    const QRegularExpressionMatch match = place.match(detail);
    if (!match.hasMatch())
        return;
    const QTextBlock line = m_text->document()->findBlockByNumber(match.captured(1).toInt() - 1);
    if (!line.isValid())
        return;
    QTextCursor cursor(line);
    cursor.setPosition(line.position() + std::min(match.captured(2).toInt() - 1, line.length() - 1));
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    m_text->setTextCursor(cursor);
    m_text->setFocus();
}

} // namespace straightline::ui
