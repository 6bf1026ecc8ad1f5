// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

#include "engine/api/configuration.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QStackedWidget;

namespace straightline::ui
{

class SizeEdit;

/// The fields of a backend, by kind. Values in, values out; what it does not show is kept. Each field's widget carries
/// the name that validate() uses in its property "field". GUI thread; owned by a BackendDialog.
class BackendForm : public QTabWidget
{
    Q_OBJECT
public:
    explicit BackendForm(QWidget* parent = nullptr);

    void setConfiguration(const BackendConfiguration& backend);
    BackendConfiguration configuration() const;
    /// A backend that exists keeps its name and kind.
    void setIdentityFixed(bool fixed);
    void showField(const QString& field);                  ///< turns to its tab and puts the cursor there
    QFormLayout* placeForm() const { return m_placeForm; } ///< first tab; the dialog puts the application on top

Q_SIGNALS:
    void changed();

private:
    QWidget* buildPlace();
    QWidget* buildLimits();
    QWidget* buildHealth();
    QWidget* buildHttp();
    QWidget* buildContainer();
    QWidget* buildFunction();
    void kindChosen();
    void alignLabels();
    BackendSettings settings() const;
    void showSettings(const BackendSettings& settings);

    QWidget* buildCaFile();
    void chooseCaFile();
    bool isHttps() const;
    void urlEdited();
    HttpSettings httpSettings() const;

    QLineEdit* line(const char* objectName, const char* field, const QString& name, const QString& example);
    QSpinBox* number(const char* objectName, const char* field, const QString& name, int low, int high,
                     const QString& unit);
    QDoubleSpinBox* cpuLimit(const char* objectName);
    QPlainTextEdit* environmentEdit(const char* objectName);
    SizeEdit* size(const QString& objectName, const char* field, const QString& name);

    BackendConfiguration m_base;
    bool m_tierChosen = false; ///< by hand; else it follows the kind
    QFormLayout* m_placeForm = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_tier = nullptr;
    QStackedWidget* m_settings = nullptr;
    QLineEdit* m_url = nullptr;
    QWidget* m_caFileRow = nullptr;
    QLineEdit* m_caFile = nullptr;
    QLineEdit* m_serverName = nullptr;
    QCheckBox* m_verify = nullptr;
    QLineEdit* m_image = nullptr;
    QSpinBox* m_port = nullptr;
    QSpinBox* m_replicas = nullptr;
    QDoubleSpinBox* m_containerCpus = nullptr;
    SizeEdit* m_containerMemory = nullptr;
    QLineEdit* m_containerCommand = nullptr;
    QPlainTextEdit* m_containerEnvironment = nullptr;
    QLineEdit* m_command = nullptr;
    QSpinBox* m_keepAlive = nullptr;
    QSpinBox* m_invocation = nullptr;
    QDoubleSpinBox* m_functionCpus = nullptr;
    SizeEdit* m_functionMemory = nullptr;
    QPlainTextEdit* m_functionEnvironment = nullptr;
    QSpinBox* m_capacity = nullptr;
    SizeEdit* m_payload = nullptr;
    QDoubleSpinBox* m_price = nullptr;
    QSpinBox* m_connectTimeout = nullptr;
    QSpinBox* m_readTimeout = nullptr;
    QLineEdit* m_healthPath = nullptr;
    QSpinBox* m_healthInterval = nullptr;
    QSpinBox* m_healthTimeout = nullptr;
    QSpinBox* m_rise = nullptr;
    QSpinBox* m_fall = nullptr;
};

} // namespace straightline::ui
