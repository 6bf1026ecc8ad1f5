// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/filterbox.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QStringListModel>
#include <QStyle>
#include <QToolButton>

#include "ui/icons.h"
#include "ui/text/filtertext.h"

namespace straightline::ui
{
namespace
{

constexpr auto kKey = "requests/filter";
constexpr int kMostChipCharacters = 40;

QSettings settings()
{
    return QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"));
}

} // namespace

FilterBox::FilterBox(QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_chipRow(new QWidget(parent))
    , m_chipLayout(new QHBoxLayout(m_chipRow))
    , m_problem(new QLabel(m_chipRow))
    , m_completer(new QCompleter(this))
    , m_offers(new QStringListModel(this))
{
    setObjectName(QStringLiteral("FilterBox"));
    m_chipRow->setObjectName(QStringLiteral("filterChips"));
    m_chipLayout->setContentsMargins(0, 0, 0, 0);
    m_chipLayout->setSpacing(6);
    m_problem->setObjectName(QStringLiteral("filterProblemLabel"));
    m_problem->setProperty("bad", true);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_chipLayout->addWidget(m_problem, 1);
    m_chipRow->hide();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_field);
    buildField();
    m_chips = settings().value(QLatin1String(kKey)).toStringList();
    rebuildChips();
    refresh();
}

void FilterBox::buildField()
{
    m_field->setObjectName(QStringLiteral("requestsFilterLineEdit"));
    m_field->setProperty("filterBox", true);
    m_field->setAccessibleName(tr("Filter the requests"));
    m_field->setPlaceholderText(tr("Filter: backend:box code:5xx latency>200ms"));
    m_field->setToolTip(tr(
        "Shows requests that meet every condition:\n"
        "backend:box  code:5xx  latency>200ms  size>1MB  reason:burst_of_small  application:digits  outcome:answered\n"
        "tier:local,container  status>=500  size:1kB..1MB  is:failed  -backend:box (not)  \"any text\"\n"
        "Units: B kB MB KiB MiB, us ms s min. Enter turns them into chips, Backspace brings the last one back."));
    m_field->setWhatsThis(m_field->toolTip());
    m_field->setClearButtonEnabled(true);
    m_field->addAction(themedIcon(QStringLiteral("search"), IconColor::Muted), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_completer->setModel(m_offers);
    m_completer->setWidget(m_field);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->popup()->setObjectName(QStringLiteral("filterCompletionListView"));
    m_completer->popup()->setAccessibleName(tr("What the filter allows here"));
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterBox::complete);
    connect(m_field, &QLineEdit::textChanged, this, &FilterBox::refresh);
    connect(m_field, &QLineEdit::textEdited, this, &FilterBox::offerCompletions);
    connect(m_field, &QLineEdit::returnPressed, this, &FilterBox::commit);
}

QString FilterBox::text() const
{
    return (m_chips + QStringList{m_field->text()}).join(QLatin1Char(' ')).trimmed();
}

void FilterBox::setText(const QString& text)
{
    m_chips.clear();
    m_field->setText(text);
    commit();
}

void FilterBox::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBox::commit()
{
    m_completer->popup()->hide();
    const auto parsed = parseFilter(m_field->text());
    if (!parsed) {
        showProblem(&parsed.error(), true);
        return;
    }
    for (const FilterTerm& term : *parsed) {
        if (!m_chips.contains(term.text))
            m_chips.append(term.text);
    }
    rebuildChips();
    if (m_field->text().isEmpty())
        refresh();
    else
        m_field->clear(); // and so refreshes
}

void FilterBox::refresh()
{
    FilterTerms terms;
    for (const QString& chip : std::as_const(m_chips)) {
        if (const auto parsed = parseFilter(chip))
            terms.insert(terms.end(), parsed->begin(), parsed->end());
    }
    const auto typed = parseFilter(m_field->text());
    if (typed)
        terms.insert(terms.end(), typed->begin(), typed->end());
    showProblem(typed ? nullptr : &typed.error(), false);
    m_terms = std::move(terms);
    settings().setValue(QLatin1String(kKey), m_chips);
    Q_EMIT termsChanged();
}

void FilterBox::showProblem(const FilterProblem* problem, bool now)
{
    const bool shown = problem != nullptr && (now || !problem->incomplete);
    m_problem->setText(shown ? filterProblemText(*problem) : QString());
    m_problem->setVisible(shown);
    m_chipRow->setVisible(shown || !m_chips.isEmpty());
    m_field->setAccessibleDescription(m_problem->text());
    if (m_field->property("invalid").toBool() == shown)
        return;
    m_field->setProperty("invalid", shown);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
}

void FilterBox::rebuildChips()
{
    for (QToolButton* chip : m_chipRow->findChildren<QToolButton*>(Qt::FindDirectChildrenOnly)) {
        chip->hide(); // it may be the one that was clicked
        chip->deleteLater();
    }
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        const auto parsed = parseFilter(m_chips[i]);
        const QString meaning = parsed && !parsed->empty() ? filterTermMeaning(parsed->front()) : m_chips[i];
        auto* chip = new QToolButton(m_chipRow);
        chip->setObjectName(QStringLiteral("filterChip%1ToolButton").arg(i));
        chip->setProperty("chip", true);
        QString shown = m_chips[i];
        if (shown.size() > kMostChipCharacters)
            shown = shown.left(kMostChipCharacters - 1) + QChar(u'\u2026');
        chip->setText(shown.replace(QLatin1Char('&'), QStringLiteral("&&")));
        chip->setIcon(themedIcon(QStringLiteral("cancel"), IconColor::Muted));
        chip->setIconSize({12, 12});
        chip->setLayoutDirection(layoutDirection() == Qt::LeftToRight ? Qt::RightToLeft : Qt::LeftToRight);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setToolTip(tr("%1\nClick to remove this condition").arg(meaning));
        chip->setAccessibleName(tr("Remove the condition %1").arg(m_chips[i]));
        connect(chip, &QToolButton::clicked, this, [this, i] { removeChip(i); });
        m_chipLayout->insertWidget(static_cast<int>(i), chip);
    }
    m_chipLayout->setAlignment(m_chips.isEmpty() ? Qt::Alignment() : Qt::AlignLeft);
}

void FilterBox::removeChip(qsizetype index)
{
    m_chips.removeAt(index);
    rebuildChips();
    refresh();
    m_field->setFocus();
}

void FilterBox::offerCompletions()
{
    const FilterCompletions found = completeFilter(m_field->text(), m_field->cursorPosition(), m_names);
    m_offers->setStringList(found.words);
    if (found.words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    QRect box = m_field->rect();
    box.setWidth(std::max(240, m_completer->popup()->sizeHintForColumn(0) + 32));
    m_completer->complete(box);
    m_completer->popup()->setCurrentIndex({}); // Enter takes what is typed until one is chosen
}

void FilterBox::complete(const QString& word)
{
    const FilterCompletions found = completeFilter(m_field->text(), m_field->cursorPosition(), m_names);
    QString text = m_field->text();
    text.replace(found.from, found.length, word);
    m_field->setText(text);
    m_field->setCursorPosition(static_cast<int>(found.from + word.size()));
    if (word.endsWith(QLatin1Char(':')) || word.endsWith(QLatin1Char('>')))
        QMetaObject::invokeMethod(this, &FilterBox::offerCompletions, Qt::QueuedConnection);
}

bool FilterBox::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Backspace && m_field->text().isEmpty() && !m_chips.isEmpty()) {
            const QString last = m_chips.takeLast();
            rebuildChips();
            m_field->setText(last);
            return true;
        }
        if (key->key() == Qt::Key_Down && !m_completer->popup()->isVisible()) {
            offerCompletions();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace straightline::ui
