// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/fieldkit.h"

#include <QDoubleSpinBox>
#include <QFormLayout>

#include "ui/dialogs/sizeedit.h"

namespace straightline::ui
{

void describeField(QWidget* widget, const FieldText& text)
{
    widget->setObjectName(QLatin1String(text.objectName));
    widget->setProperty("field", QLatin1String(text.field));
    widget->setProperty("title", text.title);
    widget->setAccessibleName(text.title);
    widget->setAccessibleDescription(text.tip);
    widget->setToolTip(text.tip);
    widget->setWhatsThis(text.tip);
}

QLineEdit* makeLine(QWidget* parent, const FieldText& text, const QString& example)
{
    auto* edit = new QLineEdit(parent);
    describeField(edit, text);
    edit->setPlaceholderText(example);
    return edit;
}

QSpinBox* makeNumber(QWidget* parent, const FieldText& text, int low, int high, const QString& unit)
{
    auto* box = new QSpinBox(parent);
    describeField(box, text);
    box->setRange(low, high);
    box->setSuffix(unit);
    box->setGroupSeparatorShown(!unit.isEmpty()); // not in the number of a port
    box->setFocusPolicy(Qt::StrongFocus);
    return box;
}

QDoubleSpinBox* makeCpuLimit(QWidget* parent, const FieldText& text)
{
    auto* box = new QDoubleSpinBox(parent);
    describeField(box, text);
    box->setRange(0.0, 1'024.0);
    box->setSingleStep(0.5);
    box->setSpecialValueText(SizeEdit::tr("no limit"));
    box->setFocusPolicy(Qt::StrongFocus);
    return box;
}

SizeEdit* makeSize(QWidget* parent, const FieldText& text)
{
    QString stem = QLatin1String(text.objectName);
    stem.chop(8); // "SizeEdit"
    auto* edit = new SizeEdit(stem, text.title, parent);
    describeField(edit, text);
    return edit;
}

QPlainTextEdit* makeEnvironment(QWidget* parent, const FieldText& text)
{
    auto* edit = new QPlainTextEdit(parent);
    describeField(edit, text);
    edit->setPlaceholderText(QStringLiteral("MODEL_THREADS=2"));
    edit->setMaximumHeight(72);
    edit->setTabChangesFocus(true);
    return edit;
}

QFormLayout* makeForm(QWidget* page, int margin)
{
    auto* form = new QFormLayout(page);
    form->setContentsMargins(margin, margin, margin, margin);
    form->setSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

void alignLabels(const QWidget& page)
{
    int widest = 0;
    QList<QWidget*> labels;
    for (const QFormLayout* form : page.findChildren<QFormLayout*>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem* item = form->itemAt(row, QFormLayout::LabelRole);
            if (item == nullptr || item->widget() == nullptr)
                continue;
            labels.append(item->widget());
            widest = std::max(widest, item->widget()->sizeHint().width());
        }
    }
    for (QWidget* label : labels)
        label->setMinimumWidth(widest);
}

} // namespace straightline::ui
