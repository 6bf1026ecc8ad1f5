// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/clippedtext.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QScrollArea>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTextBoundaryFinder>
#include <QTextDocumentFragment>
#include <QToolButton>

#include "ui/charts/timechart.h"

namespace straightline
{
namespace
{

constexpr int kHeaderPadding = 14; ///< of the style sheet, both sides
constexpr int kTolerance = 1;      ///< rounding of a scaled screen

class Looker
{
public:
    explicit Looker(QWidget* root)
        : m_root(root)
    {
    }

    QStringList look()
    {
        for (QWidget* widget : m_root->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->window() != m_root->window())
                continue;
            lookAt(widget);
        }
        return m_found;
    }

private:
    void note(const QWidget* widget, const QString& text, int needs, int has)
    {
        if (needs > has + kTolerance)
            m_found.append(QStringLiteral("%1 %2 \"%3\" needs %4, has %5")
                               .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), text)
                               .arg(needs)
                               .arg(has));
    }

    void lookAt(QWidget* widget)
    {
        if (auto* label = qobject_cast<QLabel*>(widget))
            lookAtLabel(label);
        else if (auto* button = qobject_cast<QAbstractButton*>(widget))
            lookAtButton(button);
        else if (auto* box = qobject_cast<QComboBox*>(widget))
            lookAtCombo(box);
        else if (auto* field = qobject_cast<QLineEdit*>(widget))
            lookAtField(field);
        else if (auto* header = qobject_cast<QHeaderView*>(widget))
            lookAtHeader(header);
        else if (auto* list = qobject_cast<QListView*>(widget))
            lookAtList(list);
        else
            lookAtFrame(widget);
    }

    void lookAtLabel(QLabel* label)
    {
        if (label->text().isEmpty())
            return;
        stays(label, label->text());
        if (!label->wordWrap()) {
            note(label, label->text(), label->sizeHint().width(), label->width());
            note(label, label->text(), label->sizeHint().height(), label->height());
            return;
        }
        note(label, label->text(), label->heightForWidth(label->width()), label->height());
        const QString plain = Qt::mightBeRichText(label->text())
                                  ? QTextDocumentFragment::fromHtml(label->text()).toPlainText()
                                  : label->text();
        QTextBoundaryFinder breaks(QTextBoundaryFinder::Line, plain); // where a text layout may break it, too
        for (qsizetype from = 0, to = breaks.toNextBoundary(); to >= 0; from = to, to = breaks.toNextBoundary()) {
            const QString part = plain.mid(from, to - from).trimmed();
            note(label, part, label->fontMetrics().horizontalAdvance(part), label->contentsRect().width());
        }
    }

    void lookAtButton(QAbstractButton* button)
    {
        if (button->objectName() == QLatin1String("qt_toolbar_ext_button"))
            m_found.append(QStringLiteral("the tool bar has no room for all of its buttons"));
        if (button->text().isEmpty() || qobject_cast<QTabBar*>(button->parent()) != nullptr)
            return;
        const auto* tool = qobject_cast<QToolButton*>(button);
        if (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull())
            return;
        stays(button, button->text());
        note(button, button->text(), button->sizeHint().width(), button->width());
        note(button, button->text(), button->minimumSizeHint().height(), button->height());
    }

    void lookAtCombo(QComboBox* box)
    {
        QStyleOptionComboBox option;
        option.initFrom(box);
        option.editable = box->isEditable();
        option.frame = box->hasFrame();
        const QRect room =
            box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
        const int icon = box->itemIcon(box->currentIndex()).isNull() ? 0 : box->iconSize().width() + 4;
        stays(box, box->currentText());
        note(box, box->currentText(), box->fontMetrics().horizontalAdvance(box->currentText()) + icon, room.width());
    }

    void lookAtField(QLineEdit* field)
    {
        const int room = field->contentsRect().width() - field->textMargins().left() - field->textMargins().right();
        if (const auto* spin = qobject_cast<QAbstractSpinBox*>(field->parent()); spin != nullptr)
            note(spin, field->text(), field->fontMetrics().horizontalAdvance(field->text()), room);
        else if (field->text().isEmpty())
            note(field, field->placeholderText(), field->fontMetrics().horizontalAdvance(field->placeholderText()),
                 room);
    }

    void lookAtHeader(QHeaderView* header)
    {
        if (header->orientation() != Qt::Horizontal || header->model() == nullptr)
            return;
        for (int section = 0; section < header->count(); ++section) {
            const QString text = header->model()->headerData(section, Qt::Horizontal).toString();
            if (!header->isSectionHidden(section))
                note(header->parentWidget(), text, header->fontMetrics().horizontalAdvance(text) + kHeaderPadding,
                     header->sectionSize(section));
        }
    }

    void lookAtList(QListView* list)
    {
        if (list->model() == nullptr || list->isWindow())
            return;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, list->modelColumn());
            note(list, index.data().toString(), list->sizeHintForIndex(index).width(), list->viewport()->width());
        }
    }

    void lookAtFrame(QWidget* widget)
    {
        if (auto* tabs = qobject_cast<QTabBar*>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                note(tabs, tabs->tabText(tab), tabs->fontMetrics().horizontalAdvance(tabs->tabText(tab)),
                     tabs->tabRect(tab).width());
        } else if (auto* group = qobject_cast<QGroupBox*>(widget)) {
            note(group, group->title(), group->fontMetrics().horizontalAdvance(group->title()), group->width());
        } else if (auto* dock = qobject_cast<QDockWidget*>(widget)) {
            note(dock, dock->windowTitle(), dock->fontMetrics().horizontalAdvance(dock->windowTitle()) + 48,
                 dock->width());
        } else if (auto* bar = qobject_cast<QMenuBar*>(widget)) {
            for (QAction* action : bar->actions())
                note(bar, action->text(), 1, bar->actionGeometry(action).width());
        } else if (auto* chart = qobject_cast<ui::TimeChart*>(widget)) {
            QFont bold = chart->font();
            bold.setWeight(QFont::DemiBold);
            note(chart, chart->title(), 16 + QFontMetrics(bold).horizontalAdvance(chart->title()),
                 chart->menuButton()->geometry().left());
        }
    }

    /// A text inside a widget that is itself cut off by what holds it. Scroll areas end the search: they scroll.
    void stays(const QWidget* widget, const QString& text)
    {
        for (const QWidget* inner = widget; inner != m_root && inner->parentWidget() != nullptr;
             inner = inner->parentWidget()) {
            const QWidget* outer = inner->parentWidget();
            if (inner->isWindow() || qobject_cast<const QAbstractScrollArea*>(outer) != nullptr
                || qobject_cast<const QAbstractScrollArea*>(outer->parentWidget()) != nullptr)
                return;
            const QRect at = inner->geometry();
            note(widget, text, at.right(), outer->rect().right());
            note(widget, text, at.bottom(), outer->rect().bottom());
            note(widget, text, -at.left(), 0);
            note(widget, text, -at.top(), 0);
        }
    }

    QWidget* m_root;
    QStringList m_found;
};

} // namespace

QStringList clippedTexts(QWidget* root)
{
    if (qobject_cast<QFileDialog*>(root) != nullptr)
        return {};
    return Looker(root).look();
}

} // namespace straightline
