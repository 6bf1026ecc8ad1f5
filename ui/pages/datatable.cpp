// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/datatable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>

#include "ui/pages/paddeddelegate.h"
#include "ui/pages/tableheader.h"

namespace straightline::ui
{
namespace
{

QSettings settings()
{
    return QSettings(QStringLiteral("StraightLine"), QStringLiteral("Console"));
}

} // namespace

DataTable::DataTable(const QString& objectName, const QString& accessibleName, QWidget* parent)
    : QTableView(parent)
{
    setHorizontalHeader(new TableHeader(this));
    m_fit = new ColumnFit(*horizontalHeader(), *viewport(), this);
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setItemDelegate(new PaddedDelegate(this));
    setTabKeyNavigation(false);
    setIconSize({16, 16});
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &DataTable::showColumnMenu);
}

DataTable::~DataTable()
{
    keepShape();
}

void DataTable::keepShape() const
{
    if (model() == nullptr)
        return;
    QSettings kept = settings();
    kept.setValue(settingsKey(), horizontalHeader()->saveState());
    m_fit->keep(kept, objectName());
}

void DataTable::hideEvent(QHideEvent* event)
{
    QTableView::hideEvent(event);
    keepShape(); // also when the window is only closed, and before a new one reads it
}

QString DataTable::settingsKey() const
{
    return QStringLiteral("tables/") + objectName();
}

void DataTable::setUp(QAbstractItemModel* model, const QList<int>& characters, int stretched)
{
    setModel(model);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->setSortIndicatorClearable(true);
    QHeaderView* header = horizontalHeader();
    QList<int> wanted;
    QList<int> least;
    for (int column = 0; column < header->count(); ++column) {
        wanted.append(widthOf(column, characters.value(column, 0)));
        least.append(std::min(wanted[column],
                              widthOf(column, m_yielding.characters.value(column, characters.value(column, 0)))));
        setColumnWidth(column, wanted[column]);
    }
    header->restoreState(settings().value(settingsKey()).toByteArray());
    header->setMinimumSectionSize(-1); // an older shape may say another
    // In every language a column is at least as wide as its title; the one that takes what is left cannot be told so.
    for (int column = 0; column < header->count(); ++column)
        header->resizeSection(column, std::max(header->sectionSize(column), titleWidth(column)));
    m_fit->restore(settings(), objectName());
    m_fit->setUp(wanted, least, m_yielding.hidden, stretched < 0 && hasNumbers(header->count() - 1) ? 0 : stretched);
}

int DataTable::widthOf(int column, int characters) const
{
    const int text = characters * fontMetrics().horizontalAdvance(QLatin1Char('0')) + 16;
    return std::max(text, titleWidth(column));
}

bool DataTable::hasNumbers(int column) const
{
    const QVariant alignment = model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
    return (alignment.toInt() & Qt::AlignRight) != 0;
}

void DataTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    m_fit->fit();
}

void DataTable::showEvent(QShowEvent* event)
{
    QTableView::showEvent(event);
    m_fit->fit(); // columns may have come and gone
}

int DataTable::titleWidth(int column) const
{
    constexpr int kPadding = 14; // of the style sheet, both sides
    return kPadding
           + horizontalHeader()->fontMetrics().horizontalAdvance(
               model()->headerData(column, Qt::Horizontal).toString());
}

void DataTable::setElidedInTheMiddle(int column)
{
    static_cast<PaddedDelegate*>(itemDelegate())->addMiddleColumn(column);
}

QVariant DataTable::currentData(int role) const
{
    return currentIndex().isValid() ? currentIndex().data(role) : QVariant();
}

QString DataTable::selectedText() const
{
    QStringList lines;
    const auto cells = [this](const std::function<QString(int)>& cell) {
        QStringList values;
        for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
            const int column = horizontalHeader()->logicalIndex(visual);
            if (!isColumnHidden(column))
                values.append(cell(column));
        }
        return values.join(QLatin1Char('\t'));
    };
    lines.append(cells([this](int column) { return model()->headerData(column, Qt::Horizontal).toString(); }));
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : std::as_const(rows))
        lines.append(cells([&](int column) { return row.siblingAtColumn(column).data().toString(); }));
    return lines.join(QLatin1Char('\n'));
}

void DataTable::copyRows() const
{
    QGuiApplication::clipboard()->setText(selectedText());
}

void DataTable::copyCell() const
{
    QGuiApplication::clipboard()->setText(currentData(Qt::DisplayRole).toString());
}

void DataTable::keyPressEvent(QKeyEvent* event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier && currentIndex().isValid();
    if (event->matches(QKeySequence::Copy))
        copyRows();
    else if (event->keyCombination() == QKeyCombination(Qt::ControlModifier | Qt::ShiftModifier, Qt::Key_C))
        copyCell();
    else if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT openRequested();
    else if (plain && event->key() == Qt::Key_Delete)
        Q_EMIT removeRequested();
    else
        QTableView::keyPressEvent(event);
}

void DataTable::fillColumnMenu(QMenu& menu)
{
    for (int column = 1; column < model()->columnCount(); ++column) {
        if (m_automatic.contains(column))
            continue;
        QAction* action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setToolTip(model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            m_fit->choose(column);
            setColumnHidden(column, !shown);
        });
    }
    if (m_fit->isByHand()) {
        menu.addSeparator();
        menu.addAction(tr("&Arrange anew"), m_fit, &ColumnFit::forgetHand)
            ->setToolTip(tr("Show and fit the columns as at first"));
    }
}

void DataTable::showColumnMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu);
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

} // namespace straightline::ui
