// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Goes over the widgets of a page or dialog with a ContrastMeter.
#include <cmath>

#include <QAbstractButton>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollArea>
#include <QTabBar>
#include <QTableView>

#include "tests/ui/contrastmeter.h"
#include "ui/charts/heatmap.h"
#include "ui/charts/placementplane.h"
#include "ui/charts/timechart.h"
#include "ui/models/activitymodels.h"

namespace straightline
{
namespace
{

constexpr double kText = 4.5;
constexpr double kGraphic = 3.0; ///< and large text
constexpr int kRows = 6;         ///< of a table: the rest is alike
constexpr int kIcon = 24;        ///< px that an icon takes in a cell

bool isLarge(const QFont& font)
{
    const QFontInfo info(font);
    return info.pixelSize() >= 24 || (info.pixelSize() >= 18 && info.bold());
}

class Walker
{
public:
    explicit Walker(QWidget* root)
        : m_root(root)
        , m_meter(root)
    {
    }

    QStringList walk()
    {
        for (QWidget* widget : m_root->findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->window() == m_root->window() && widget->isEnabled()
                && !widget->visibleRegion().isEmpty())
                lookAt(widget);
        }
        return m_found;
    }

private:
    void judge(const QWidget* widget, const QString& what, double ratio, double least)
    {
        if (ratio > 0.0 && ratio < least)
            m_found.append(QStringLiteral("%1 %2 \"%3\" has %4:1, needs %5:1")
                               .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), what)
                               .arg(ratio, 0, 'f', 2)
                               .arg(least));
    }

    void judgeText(const QWidget* widget, const QString& what, const QRectF& area)
    {
        const QRectF seen = area.intersected(QRectF(widget->visibleRegion().boundingRect()));
        if (!what.trimmed().isEmpty() && seen.height() >= area.height() / 2.0)
            judge(widget, what, m_meter.text(widget, seen), isLarge(widget->font()) ? kGraphic : kText);
    }

    void lookAt(QWidget* widget)
    {
        if (const auto* label = qobject_cast<QLabel*>(widget))
            judgeText(label, label->text(), label->contentsRect());
        else if (const auto* button = qobject_cast<QAbstractButton*>(widget))
            judgeText(button, button->text(), button->rect().adjusted(4, 4, -4, -4));
        else if (const auto* box = qobject_cast<QComboBox*>(widget))
            judgeText(box, box->currentText(), box->rect().adjusted(4, 4, -24, -4));
        else if (const auto* field = qobject_cast<QLineEdit*>(widget))
            judgeText(field, field->text().isEmpty() ? field->placeholderText() : field->text(),
                      field->rect().adjusted(3, 3, -3, -3));
        else if (const auto* tabs = qobject_cast<QTabBar*>(widget))
            for (int tab = 0; tab < tabs->count(); ++tab)
                judgeText(tabs, tabs->tabText(tab), QRectF(tabs->tabRect(tab)).adjusted(4, 4, -4, -4));
        else if (auto* table = qobject_cast<QTableView*>(widget))
            lookAtTable(table);
        else if (auto* list = qobject_cast<QListView*>(widget))
            lookAtList(list);
        else if (const auto* chart = qobject_cast<ui::TimeChart*>(widget))
            lookAtChart(chart);
        else if (const auto* plane = qobject_cast<ui::PlacementPlane*>(widget))
            lookAtPlane(plane);
        else if (const auto* map = qobject_cast<ui::HeatMap*>(widget); map != nullptr && map->sweep())
            for (const QRectF& area : map->textAreas())
                judgeText(map, QStringLiteral("axis or scale"), area);
    }

    void lookAtTable(QTableView* table)
    {
        QHeaderView* header = table->horizontalHeader();
        for (int column = 0; table->model() != nullptr && column < table->model()->columnCount(); ++column) {
            if (table->isColumnHidden(column))
                continue;
            const QRectF head(header->sectionViewportPosition(column), 0, header->sectionSize(column),
                              header->height() - 2);
            judgeText(header->viewport(), table->model()->headerData(column, Qt::Horizontal).toString(), head);
            for (int row = 0; row < std::min(kRows, table->model()->rowCount()); ++row)
                lookAtCell(table, table->model()->index(row, column));
        }
    }

    void lookAtCell(QTableView* table, const QModelIndex& index)
    {
        QRectF cell = QRectF(table->visualRect(index)).adjusted(1, 2, -1, -2);
        if (!QRectF(table->viewport()->rect()).contains(cell))
            return;
        if (index.data(Qt::DecorationRole).isValid()) {
            judge(table, index.data().toString() + QStringLiteral(" (icon)"),
                  m_meter.mark(table->viewport(), QRectF(cell.topLeft(), QSizeF(kIcon, cell.height()))), kGraphic);
            cell.setLeft(cell.left() + kIcon);
        }
        if (index.data(ui::ActivityModel::ProgressRole).isValid()) { // in the middle of a bar, which is no ink
            const double width = table->fontMetrics().horizontalAdvance(index.data().toString());
            cell = QRectF(cell.center().x() - width / 2.0, cell.top() + 5, width, cell.height() - 10);
        }
        judgeText(table->viewport(), index.data().toString(), cell);
    }

    void lookAtList(QListView* list)
    {
        for (int row = 0; list->model() != nullptr && row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, list->modelColumn());
            const QRectF at = QRectF(list->visualRect(index)).adjusted(4, 4, -4, -4);
            if (QRectF(list->viewport()->rect()).contains(at))
                judgeText(list->viewport(), index.data().toString(), at);
        }
    }

    void lookAtChart(const ui::TimeChart* chart)
    {
        if (chart->visibleRegion().boundingRect() != chart->rect())
            return; // scrolled half out
        const QRectF plot = chart->plotRect();
        judgeText(chart, chart->title(), QRectF(16, 8, 120, 24));
        judgeText(chart, QStringLiteral("the values' axis"), QRectF(0, plot.top() - 8, plot.left() - 6, plot.height()));
        judgeText(chart, QStringLiteral("the time axis"), QRectF(plot.left(), plot.bottom() + 4, plot.width(), 18));
        const ui::ChartFrame& frame = chart->frame();
        const auto at = [&](const QPointF& point) {
            const double part =
                (point.x() - static_cast<double>(frame.from)) / static_cast<double>(frame.to - frame.from);
            return QPointF(plot.left() + plot.width() * part, chart->yOf(point.y()));
        };
        const auto through = [&](const QList<QPointF>& points) {
            std::vector<QPointF> all;
            for (const QPointF& point : points) {
                if (!std::isnan(point.y()) && plot.contains(at(point)))
                    all.push_back(at(point));
            }
            return all;
        };
        for (const ui::Curve& curve : frame.curves)
            judge(chart, curve.name, m_meter.line(chart, through(curve.points)), kGraphic);
        if (frame.threshold) {
            const double y = chart->yOf(*frame.threshold);
            judge(chart, frame.thresholdName, m_meter.line(chart, {{plot.left() + 3, y}, {plot.center().x(), y}}),
                  kGraphic);
        }
    }

    void lookAtPlane(const ui::PlacementPlane* plane)
    {
        std::size_t weak = 0;
        double weakest = kGraphic;
        for (const ui::PlaneDot& dot : plane->dots()) {
            const QPointF at = plane->pointOf(dot.frequencyHz, static_cast<double>(dot.sizeBytes));
            const double ratio = m_meter.mark(plane, QRectF(at.x() - 8, at.y() - 8, 16, 16));
            if (ratio <= 0.0 || ratio >= kGraphic)
                continue; // 0: it lies under the name of an area
            ++weak;
            weakest = std::min(weakest, ratio);
        }
        if (weak > 0)
            m_found.append(QStringLiteral("%1 of %2 dots on the decision plane are below 3:1, the weakest has %3:1")
                               .arg(weak)
                               .arg(plane->dots().size())
                               .arg(weakest, 0, 'f', 2));
    }

    QWidget* m_root;
    ContrastMeter m_meter;
    QStringList m_found;
};

} // namespace

QStringList lowContrasts(QWidget* root)
{
    if (qobject_cast<QFileDialog*>(root) != nullptr)
        return {};
    return Walker(root).walk();
}

} // namespace straightline
