// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/columnfit.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QSettings>

namespace straightline::ui
{
namespace
{

QString chosenKey(const QString& table)
{
    return QStringLiteral("tableColumns/") + table;
}

QString byHandKey(const QString& table)
{
    return QStringLiteral("tableWidths/") + table;
}

} // namespace

ColumnFit::ColumnFit(QHeaderView& header, QWidget& viewport, QObject* parent)
    : QObject(parent)
    , m_header(header)
    , m_viewport(viewport)
{
    header.viewport()->installEventFilter(this);
    connect(&header, &QHeaderView::sectionResized, this, [this](int, int oldSize, int newSize) {
        noteDragged(oldSize, newSize);
        fitSoon();
    });
    connect(&header, &QHeaderView::sectionMoved, this, &ColumnFit::fitSoon);
}

void ColumnFit::setUp(const QList<int>& wanted, const QList<int>& least, const QList<int>& hidden, int stretched)
{
    m_wanted = wanted;
    m_least = least;
    m_hidden = hidden;
    m_stretched = stretched;
    {
        const QScopedValueRollback guard(m_isFitting, true);
        const bool byItself = !yields(); // else share() says every width
        m_header.setStretchLastSection(byItself && m_stretched < 0);
        if (m_stretched >= 0)
            m_header.setSectionResizeMode(m_stretched, byItself ? QHeaderView::Stretch : QHeaderView::Interactive);
        for (const int column : std::as_const(m_hidden)) {
            if (!m_chosen.contains(column))
                m_header.setSectionHidden(column, false); // hidden where there was no room
        }
    }
    fit();
}

bool ColumnFit::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick)
        m_isPressed = true;
    else if (event->type() == QEvent::MouseButtonRelease)
        m_isPressed = false;
    return QObject::eventFilter(watched, event);
}

void ColumnFit::noteDragged(int oldSize, int newSize)
{
    if (m_isPressed && !m_isFitting && oldSize > 0 && newSize > 0)
        m_byHand = true;
}

void ColumnFit::choose(int column)
{
    m_chosen.insert(column);
}

void ColumnFit::forgetHand()
{
    m_byHand = false;
    for (const int column : std::as_const(m_chosen))
        m_header.setSectionHidden(column, false);
    m_chosen.clear();
    {
        const QScopedValueRollback guard(m_isFitting, true);
        for (int column = 0; column < m_wanted.size(); ++column)
            m_header.resizeSection(column, m_wanted[column]);
    }
    fit();
}

void ColumnFit::restore(const QSettings& settings, const QString& table)
{
    for (const QVariant& each : settings.value(chosenKey(table)).toList())
        m_chosen.insert(each.toInt());
    m_byHand = settings.value(byHandKey(table)).toBool();
}

void ColumnFit::keep(QSettings& settings, const QString& table) const
{
    settings.setValue(chosenKey(table), QVariantList(m_chosen.begin(), m_chosen.end()));
    settings.setValue(byHandKey(table), m_byHand);
}

int ColumnFit::takesTheRest() const
{
    int column = m_stretched;
    for (int visual = m_header.count() - 1; column < 0 && visual >= 0; --visual) {
        if (const int logical = m_header.logicalIndex(visual); !m_header.isSectionHidden(logical))
            column = logical;
    }
    return column < m_wanted.size() ? column : -1;
}

void ColumnFit::fitSoon()
{
    if (!yields())
        fit();
    else if (!m_isFitting && !std::exchange(m_isDue, true)) // a section that is being hidden is not hidden yet
        QMetaObject::invokeMethod(this, &ColumnFit::fit, Qt::QueuedConnection);
}

void ColumnFit::fit()
{
    m_isDue = false;
    if (m_isFitting || m_wanted.isEmpty())
        return;
    const QScopedValueRollback guard(m_isFitting, true);
    if (!yields()) {
        stretch();
    } else if (m_viewport.isVisible()) { // else its width says nothing yet
        hideWhatHasNoRoom(m_viewport.width());
        share(m_viewport.width());
    }
}

void ColumnFit::hideWhatHasNoRoom(int room)
{
    const auto isOurs = [this](int column) { return m_hidden.contains(column) && !m_chosen.contains(column); };
    int needed = 0;
    for (int column = 0; column < m_least.size(); ++column)
        needed += isOurs(column) || !m_header.isSectionHidden(column) ? m_least[column] : 0;
    for (const int column : std::as_const(m_hidden)) {
        if (!isOurs(column))
            continue;
        const bool hasRoom = needed <= room;
        m_header.setSectionHidden(column, !hasRoom);
        needed -= hasRoom ? 0 : m_least[column];
    }
}

/// All widths anew: what is lacking is taken from each in proportion to what it can spare.
void ColumnFit::share(int room)
{
    QList<int> widths(m_wanted.size(), 0);
    int wanted = 0;
    int spare = 0;
    for (int column = 0; column < m_wanted.size(); ++column) {
        if (m_header.isSectionHidden(column))
            continue;
        widths[column] = m_wanted[column];
        wanted += m_wanted[column];
        spare += m_wanted[column] - m_least[column];
    }
    const int lacking = std::clamp(wanted - room, 0, spare);
    for (int column = 0; lacking > 0 && column < widths.size(); ++column) {
        if (widths[column] > 0)
            widths[column] -= ((m_wanted[column] - m_least[column]) * lacking + spare - 1) / spare; // rounded up
    }
    const int rest = room - std::accumulate(widths.begin(), widths.end(), 0);
    if (const int column = takesTheRest(); column >= 0 && rest > 0)
        widths[column] += rest;
    m_header.setStretchLastSection(false);
    if (m_stretched >= 0)
        m_header.setSectionResizeMode(m_stretched, QHeaderView::Interactive);
    for (int column = 0; column < widths.size(); ++column) {
        if (widths[column] > 0)
            m_header.resizeSection(column, widths[column]);
    }
}

/// The column that takes what is left has its own least width: a least width of the header would be that of all
/// columns. Below it the table scrolls.
void ColumnFit::stretch()
{
    const int column = takesTheRest();
    if (column < 0)
        return;
    const int left = m_viewport.width() - (m_header.length() - m_header.sectionSize(column));
    const bool fits = left >= m_wanted[column];
    const auto mode = fits ? QHeaderView::Stretch : QHeaderView::Interactive;
    if (m_stretched < 0 && m_header.stretchLastSection() != fits) {
        m_header.setStretchLastSection(fits);
    } else if (m_stretched >= 0 && m_header.sectionResizeMode(column) != mode) {
        m_header.setSectionResizeMode(column, mode);
        m_header.resizeSection(column, m_wanted[column]);
    }
    if (!fits && m_header.sectionSize(column) < m_wanted[column])
        m_header.resizeSection(column, m_wanted[column]);
}

} // namespace straightline::ui
