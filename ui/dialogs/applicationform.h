// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/configuration.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace straightline::ui
{

class PlainSpinBox;
class SizeEdit;

/// Every setting of an application except its backends. Each field's widget carries the engine's name for it in the
/// property "field". Bounds are the engine's: what is out of them can be typed and is explained. GUI thread.
class ApplicationForm : public QWidget
{
    Q_OBJECT
public:
    explicit ApplicationForm(QWidget* parent = nullptr);

    /// Number and backends of what was set are kept.
    ApplicationConfiguration configuration() const;
    void setConfiguration(const ApplicationConfiguration& application);
    void setNameFixed(bool fixed);
    /// Marks the widget of an engine's field, or none.
    void markField(const QString& field);
    /// The screen's name of an engine's field.
    QString titleOf(const QString& field) const;

Q_SIGNALS:
    void changed();

private:
    void addField(QFormLayout* layout, QWidget* widget, const QString& field, const QString& title, const QString& tip);
    PlainSpinBox* addNumber(QFormLayout* layout, const QString& field, const QString& title, const QString& unit,
                            const QString& tip, int decimals = 0);
    void buildPlacement(QFormLayout* layout);
    void buildIsolation(QFormLayout* layout);

    ApplicationConfiguration m_set;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_mount = nullptr;
    QComboBox* m_policy = nullptr;
    QLabel* m_policyMeaning = nullptr;
    PlainSpinBox* m_frequency = nullptr;
    SizeEdit* m_size = nullptr;
    PlainSpinBox* m_window = nullptr;
    PlainSpinBox* m_deadline = nullptr;
    PlainSpinBox* m_queue = nullptr;
    PlainSpinBox* m_budget = nullptr;
    PlainSpinBox* m_failures = nullptr;
    PlainSpinBox* m_failurePercent = nullptr;
    PlainSpinBox* m_minimum = nullptr;
    PlainSpinBox* m_slow = nullptr;
    PlainSpinBox* m_ejection = nullptr;
    PlainSpinBox* m_maxEjection = nullptr;
    PlainSpinBox* m_maxEjected = nullptr;
    PlainSpinBox* m_panic = nullptr;
    QComboBox* m_repeatable = nullptr;
    PlainSpinBox* m_hedgeAfter = nullptr;
    PlainSpinBox* m_hedgePercent = nullptr;
};

} // namespace straightline::ui
