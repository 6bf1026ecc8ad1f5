// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/logdialog.h"

#include <QCheckBox>
#include <QDateTime>
#include <QFileDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/enginelink.h"
#include "ui/icons.h"
#include "ui/text/wording.h"
#include "ui/theme.h"

namespace straightline::ui
{
namespace
{

constexpr std::uint32_t kLines = 2'000;
constexpr int kFollowMillis = 1'000;
constexpr int kMostMarks = 500;

} // namespace

LogDialog::LogDialog(EngineLink& link, const BackendId& id, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_id(id)
    , m_view(new QPlainTextEdit(this))
    , m_search(new QLineEdit(this))
    , m_matches(new QLabel(this))
    , m_source(new QLabel(this))
    , m_follow(new QCheckBox(tr("&Follow"), this))
{
    setObjectName(QStringLiteral("LogDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Logs of %1").arg(fromUtf8(id)));
    m_view->setObjectName(QStringLiteral("logPlainTextEdit"));
    m_view->setAccessibleName(tr("Log lines"));
    m_view->setReadOnly(true);
    m_view->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_search->setObjectName(QStringLiteral("logSearchLineEdit"));
    m_search->setAccessibleName(tr("Search in the log"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_matches->setProperty("muted", true);
    m_source->setObjectName(QStringLiteral("logSourceLabel"));
    m_source->setProperty("muted", true);
    m_follow->setObjectName(QStringLiteral("logFollowCheckBox"));
    m_follow->setToolTip(tr("Fetch new lines every second; scrolling up holds the view."));
    m_follow->setChecked(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_search, 1);
    head->addWidget(m_matches);
    head->addWidget(m_follow);
    const auto button = [&](const QString& icon, const QString& text, const char* objectName) {
        auto* added = new QToolButton(this);
        added->setObjectName(QLatin1String(objectName));
        added->setIcon(themedIcon(icon));
        added->setText(text);
        added->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        added->setAccessibleName(text);
        added->setToolTip(text);
        head->addWidget(added);
        return added;
    };
    connect(button(QStringLiteral("refresh"), tr("Refresh"), "logRefreshToolButton"), &QToolButton::clicked, this,
            &LogDialog::refresh);
    connect(button(QStringLiteral("save"), tr("Save…"), "logSaveToolButton"), &QToolButton::clicked, this,
            &LogDialog::save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_source);
    connect(m_search, &QLineEdit::textChanged, this, &LogDialog::markMatches);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { search(true); });
    m_timer.setInterval(kFollowMillis);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_follow->isChecked() && isVisible())
            refresh();
    });
    m_timer.start();
    resize(880, 520);
    refresh();
}

void LogDialog::reject()
{
    if (isWindow())
        QDialog::reject();
}

void LogDialog::refresh()
{
    if (std::exchange(m_asking, true))
        return;
    const QPointer<LogDialog> guard(this);
    m_link.ask([id = m_id](Engine& engine) { return engine.logs(id, kLines); },
               [guard](const Result<LogLines>& logs) {
                   if (!guard)
                       return;
                   guard->m_asking = false;
                   if (!logs) {
                       guard->m_source->setText(errorText(logs.error()));
                       return;
                   }
                   QStringList lines;
                   for (const std::string& line : logs->lines)
                       lines.append(fromUtf8(line));
                   guard->show(lines, fromUtf8(logs->source));
               });
}

void LogDialog::show(const QStringList& lines, const QString& source)
{
    m_source->setText(lines.isEmpty() ? tr("No lines yet. %1").arg(source)
                                      : tr("%n line(s) of %1", nullptr, static_cast<int>(lines.size())).arg(source));
    const QString text = lines.join(QLatin1Char('\n'));
    if (text == m_text)
        return;
    QScrollBar* bar = m_view->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 1;
    const int held = bar->value();
    if (text.startsWith(m_text) && !m_text.isEmpty()) {
        m_view->appendPlainText(text.mid(m_text.size() + 1));
    } else {
        m_view->setPlainText(text);
    }
    m_text = text;
    bar->setValue(atEnd ? bar->maximum() : held);
    markMatches();
}

void LogDialog::markMatches()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QString wanted = m_search->text();
    if (!wanted.isEmpty()) {
        QTextCursor at = m_view->document()->find(wanted);
        while (!at.isNull() && marks.size() < kMostMarks) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = at;
            mark.format.setBackground(themeColors(palette()).chosen);
            marks.append(mark);
            at = m_view->document()->find(wanted, at);
        }
    }
    m_view->setExtraSelections(marks);
    m_matches->setText(wanted.isEmpty() ? QString() : tr("%n match(es)", nullptr, static_cast<int>(marks.size())));
}

void LogDialog::search(bool backward)
{
    const auto flags = backward ? QTextDocument::FindFlags(QTextDocument::FindBackward) : QTextDocument::FindFlags();
    if (!m_view->find(m_search->text(), flags)) {
        m_view->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
        m_view->find(m_search->text(), flags);
    }
}

void LogDialog::save()
{
    auto* dialog = new QFileDialog(this, tr("Save the log"));
    dialog->setObjectName(QStringLiteral("logSaveFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QString name = fromUtf8(m_id);
    name.replace(QLatin1Char(':'), QLatin1Char('-'));
    dialog->selectFile(QStringLiteral("%1-%2.log")
                           .arg(name, QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"))));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        QSaveFile file(path);
        const QByteArray bytes = m_text.toUtf8() + '\n';
        const bool saved = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
        m_source->setText(saved ? tr("Saved as %1").arg(path) : tr("Not saved: %1").arg(file.errorString()));
    });
    dialog->open();
}

} // namespace straightline::ui
