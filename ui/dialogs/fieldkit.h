// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QWidget>

class QDoubleSpinBox;
class QFormLayout;

namespace straightline::ui
{

class SizeEdit;

/// What a field of a form carries: its object name, the name that validate() uses (property "field"), its title on the
/// screen, and what it means, with its unit and its range.
struct FieldText {
    const char* objectName;
    const char* field;
    QString title;
    QString tip;
};

/// Makes `widget` the field: names, title (property "title"), tool tip and What's This.
void describeField(QWidget* widget, const FieldText& text);

QLineEdit* makeLine(QWidget* parent, const FieldText& text, const QString& example);
QSpinBox* makeNumber(QWidget* parent, const FieldText& text, int low, int high, const QString& unit);
QDoubleSpinBox* makeCpuLimit(QWidget* parent, const FieldText& text);
SizeEdit* makeSize(QWidget* parent, const FieldText& text);
QPlainTextEdit* makeEnvironment(QWidget* parent, const FieldText& text);
QFormLayout* makeForm(QWidget* page, int margin);
/// All forms of the page get labels of one width, so that their fields stand under each other.
void alignLabels(const QWidget& page);

} // namespace straightline::ui
