// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/chartgrid.h"

#include <QFrame>
#include <QGridLayout>
#include <QVBoxLayout>

#include "ui/charts/timechart.h"
#include "ui/viewstate.h"

namespace straightline::ui
{
namespace
{

constexpr int kColumnWidth = 460; ///< a chart below it is hard to read
constexpr int kMostColumns = 3;
constexpr int kSpacing = 8;

} // namespace

ChartGrid::ChartGrid(ViewState& view, QWidget* parent)
    : QScrollArea(parent)
    , m_view(view)
    , m_content(new QWidget(this))
    , m_layout(new QGridLayout(m_content))
{
    setObjectName(QStringLiteral("chartScrollArea"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // the charts have it; the wheel and they scroll
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kSpacing);
    setWidget(m_content);
    viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
}

void ChartGrid::add(TimeChart* chart)
{
    auto* card = new QFrame(m_content);
    card->setProperty("card", true);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(chart);
    m_charts.append(chart);
    m_cards.append(card);
    if (m_current == nullptr)
        m_current = chart;
    connect(chart, &TimeChart::crosshairMoved, &m_view, &ViewState::setCrosshair);
    connect(&m_view, &ViewState::crosshairMoved, chart, &TimeChart::setCrosshair);
    connect(chart, &TimeChart::chosen, this, [this, chart, card] {
        m_current = chart;
        if (chart->hasFocus())
            ensureWidgetVisible(card, 0, kSpacing);
    });
    connect(chart, &TimeChart::menuWanted, this, &ChartGrid::menuWanted);
    m_columns = 0;
    arrange();
}

void ChartGrid::arrange()
{
    const int columns = std::clamp((viewport()->width() + kSpacing) / (kColumnWidth + kSpacing), 1, kMostColumns);
    if (columns == m_columns)
        return;
    for (int column = 0; column < kMostColumns; ++column)
        m_layout->setColumnStretch(column, column < columns ? 1 : 0);
    m_columns = columns;
    for (qsizetype i = 0; i < m_cards.size(); ++i)
        m_layout->addWidget(m_cards[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
}

void ChartGrid::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

} // namespace straightline::ui
