// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/logdialog.h"

#include <QCheckBox>
#include <QDateTime>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/dialogs/logsaver.h"
#include "ui/dialogs/logview.h"
#include "ui/enginelink.h"
#include "ui/icons.h"
#include "ui/pages/exportstrip.h"
#include "ui/text/enginetext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

constexpr std::uint32_t kLines = 2'000;
constexpr int kFollowMillis = 1'000;

} // namespace

LogDialog::LogDialog(EngineLink& link, const BackendId& id, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_id(id)
    , m_view(new LogView(this))
    , m_search(new QLineEdit(this))
    , m_matches(new QLabel(this))
    , m_source(new QLabel(this))
    , m_follow(new QCheckBox(tr("&Follow"), this))
    , m_saver(new LogSaver(link, id, this))
    , m_strip(new ExportStrip(this))
{
    setObjectName(QStringLiteral("LogDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Logs of %1").arg(fromUtf8(id)));
    m_view->setObjectName(QStringLiteral("logPlainTextEdit"));
    m_view->setAccessibleName(tr("Log lines"));
    m_source->setObjectName(QStringLiteral("logSourceLabel"));
    m_source->setProperty("muted", true);
    m_source->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addLayout(buildHead());
    layout->addWidget(m_strip);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_source);
    buildSaver();
    connect(m_view, &LogView::linesChanged, this, &LogDialog::markMatches);
    connect(m_view, &LogView::heldChanged, this, &LogDialog::tellState);
    m_timer.setInterval(kFollowMillis);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_follow->isChecked() && isVisible())
            refresh();
    });
    m_timer.start();
    resize(880, 520);
    refresh();
}

QHBoxLayout* LogDialog::buildHead()
{
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    buildSearch(*head);
    m_follow->setObjectName(QStringLiteral("logFollowCheckBox"));
    m_follow->setToolTip(tr("Fetch new lines every second; scrolling up or selecting text holds the view."));
    m_follow->setChecked(true);
    head->addWidget(m_follow);
    connect(addButton(*head, "logRefreshToolButton", QStringLiteral("refresh"), tr("Refresh"),
                      tr("Go to the end and fetch what is new")),
            &QToolButton::clicked, this, [this] {
                m_view->goToEnd();
                refresh();
            });
    connect(addButton(*head, "logSaveToolButton", QStringLiteral("save"), tr("Save…"),
                      tr("Save the whole log, not only what is shown: up to %1 lines of each container")
                          .arg(formatCount(LogSaver::kMostLines))),
            &QToolButton::clicked, this, &LogDialog::save);
    return head;
}

void LogDialog::buildSearch(QHBoxLayout& head)
{
    m_search->setObjectName(QStringLiteral("logSearchLineEdit"));
    m_search->setAccessibleName(tr("Search in the log"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setToolTip(tr("Enter or F3: next match; Shift+F3: the one before"));
    m_search->setClearButtonEnabled(true);
    m_matches->setObjectName(QStringLiteral("logMatchesLabel"));
    m_matches->setProperty("muted", true);
    head.addWidget(m_search, 1);
    m_expression = addButton(head, "logExpressionToolButton", {}, QStringLiteral(".*"),
                             tr("Search by regular expression, such as error|warn(ing)?"));
    m_expression->setAccessibleName(tr("Regular expression"));
    m_expression->setCheckable(true);
    m_expression->setToolButtonStyle(Qt::ToolButtonTextOnly);
    QToolButton* before =
        addButton(head, "logPreviousToolButton", {}, QStringLiteral("\u2191"), tr("The match before (Shift+F3)"));
    QToolButton* next = addButton(head, "logNextToolButton", {}, QStringLiteral("\u2193"), tr("Next match (F3)"));
    before->setAccessibleName(tr("The match before"));
    next->setAccessibleName(tr("Next match"));
    for (QToolButton* each : {before, next})
        each->setToolButtonStyle(Qt::ToolButtonTextOnly);
    head.addWidget(m_matches);
    connect(m_search, &QLineEdit::textChanged, this, &LogDialog::markMatches);
    connect(m_expression, &QToolButton::toggled, this, &LogDialog::markMatches);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { search(false); });
    connect(before, &QToolButton::clicked, this, [this] { search(true); });
    connect(next, &QToolButton::clicked, this, [this] { search(false); });
    for (const bool backward : {false, true}) {
        auto* key = new QShortcut(backward ? QKeySequence(Qt::SHIFT | Qt::Key_F3) : QKeySequence(Qt::Key_F3), this,
                                  [this, backward] { search(backward); });
        key->setContext(Qt::WidgetWithChildrenShortcut);
    }
}

void LogDialog::buildSaver()
{
    connect(m_saver, &LogSaver::progressed, m_strip, [this](int lines, int all) {
        m_strip->showProgress(all == 0 ? tr("Reading the whole log…") : tr("Saving line %1 of %2").arg(lines).arg(all),
                              lines, all);
    });
    connect(m_saver, &LogSaver::ended, m_strip, &ExportStrip::showEnd);
    connect(m_strip, &ExportStrip::cancelled, m_saver, &LogSaver::cancel);
}

QToolButton* LogDialog::addButton(QHBoxLayout& head, const char* objectName, const QString& icon, const QString& text,
                                  const QString& tip)
{
    auto* added = new QToolButton(this);
    added->setObjectName(QLatin1String(objectName));
    if (!icon.isEmpty())
        added->setIcon(themedIcon(icon));
    added->setText(text);
    added->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    added->setAccessibleName(text);
    added->setToolTip(tip);
    head.addWidget(added);
    return added;
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
                       guard->m_told = errorText(logs.error());
                       guard->tellState();
                       return;
                   }
                   QStringList lines;
                   for (const std::string& line : logs->lines)
                       lines.append(fromUtf8(line));
                   const QString source = engineText(logs->source);
                   guard->m_told = lines.isEmpty()
                                       ? tr("No lines yet. %1").arg(source)
                                       : tr("%n line(s) of %1", nullptr, static_cast<int>(lines.size())).arg(source);
                   guard->m_view->take(lines);
                   guard->tellState();
               });
}

void LogDialog::tellState()
{
    const bool held = m_view->isHeld() && m_view->hasWaiting();
    m_source->setText(held ? tr("Held while you read: newer lines wait. Ctrl+End goes on. %1").arg(m_told) : m_told);
}

QRegularExpression LogDialog::wanted() const
{
    const QString text = m_search->text();
    return QRegularExpression(m_expression->isChecked() ? text : QRegularExpression::escape(text),
                              QRegularExpression::CaseInsensitiveOption);
}

void LogDialog::markMatches()
{
    const QRegularExpression expression = wanted();
    const int count = m_view->mark(expression);
    m_matches->setText(m_search->text().isEmpty() ? QString()
                       : expression.isValid()     ? tr("%n match(es)", nullptr, count)
                                                  : tr("Not an expression: %1, at character %2")
                                                    .arg(expression.errorString())
                                                    .arg(expression.patternErrorOffset()));
}

void LogDialog::search(bool backward)
{
    m_view->find(wanted(), backward);
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
    connect(dialog, &QFileDialog::fileSelected, m_saver, &LogSaver::write);
    dialog->open();
}

} // namespace straightline::ui
