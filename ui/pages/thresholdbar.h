// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFrame>
#include <QLabel>
#include <QTimer>

#include "engine/api/configuration.h"

namespace straightline::ui
{

/// A number field that shows no needless zeros and that the wheel changes only while it has the focus.
class PlainSpinBox : public QDoubleSpinBox
{
    Q_OBJECT
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    QString textFromValue(double value) const override;

protected:
    void wheelEvent(QWheelEvent* event) override;
};

/// Exact entry of F and D with their units, and the policy, of one application. An edit is signalled a moment after the
/// last key or at once when it is finished. GUI thread; owned by the Overview.
class ThresholdBar : public QFrame
{
    Q_OBJECT
public:
    explicit ThresholdBar(QWidget* parent = nullptr);

    /// Null = no single application is chosen. `whyNot` is not empty when nothing may be edited.
    void show(const ApplicationConfiguration* application, const QString& whyNot);

Q_SIGNALS:
    void thresholdsEdited(const QString& application, const straightline::Thresholds& thresholds);
    void policyEdited(const QString& application, straightline::PolicyKind policy);

private:
    void buildUnits();
    void valueEdited();
    void flush();
    Thresholds entered() const;
    void showThresholds();

    QString m_application;
    Thresholds m_shown;
    QLabel* m_title;
    QWidget* m_fields; ///< hidden while no single application is chosen
    QLabel* m_problem;
    PlainSpinBox* m_frequency;
    QComboBox* m_frequencyUnit;
    PlainSpinBox* m_size;
    QComboBox* m_sizeUnit;
    QComboBox* m_policy;
    QTimer m_settle;
    bool m_filling = false;
};

} // namespace straightline::ui
