// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include "ui/enginelink.h"

class QDoubleSpinBox;
class QFormLayout;

namespace straightline::ui
{

class SizeEdit;

/// Locates F and D of one application by measuring its live backends: says beforehand what would be sent at most, sends
/// nothing without consent, follows the operation, and applies what was found as an edit that can be undone. GUI
/// thread; owned by the Placement page.
class CalibrationDialog : public QDialog
{
    Q_OBJECT
public:
    CalibrationDialog(EngineLink& link, QWidget* parent);

    /// Opens it for this application; a calibration of it that is under way is followed.
    void open(const std::string& application);

private:
    void buildForm();
    QWidget* buildFoot();
    CalibrateApplication wish() const;
    void refresh();
    void start();
    void begun(const Result<Operation>& operation);
    void stop();
    void follow();
    void fetch();
    void showResult(const CalibrationResult& result);
    void apply();
    const Operation* operation() const; ///< that is followed; null = none
    bool isRunning() const;

    EngineLink& m_link;
    std::string m_application;
    std::uint64_t m_operation = 0;
    CalibrationResult m_result;
    QWidget* m_fields;
    QFormLayout* m_form = nullptr;
    QSpinBox* m_rate = nullptr;
    QSpinBox* m_requests = nullptr;
    QSpinBox* m_latency = nullptr;
    QDoubleSpinBox* m_usd = nullptr; ///< shown where a backend has a price
    SizeEdit* m_size = nullptr;
    QLineEdit* m_path = nullptr;
    QLineEdit* m_contentType = nullptr;
    QPlainTextEdit* m_body = nullptr;
    QLabel* m_bound;
    QCheckBox* m_consent;
    QProgressBar* m_progress;
    QLabel* m_status;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_apply = nullptr;
};

} // namespace straightline::ui
