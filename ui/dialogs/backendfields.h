// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

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

/// The fields of a backend, by kind, as widgets that a dialog arranges: values in, values out; what they do not show is
/// kept. What a field is called, and whether it is marked, is asked by the name that validate() uses. GUI thread; owned
/// by a dialog, like the widgets.
class BackendFields : public QObject
{
    Q_OBJECT
public:
    /// The widgets are children of `parent` until they are put elsewhere.
    explicit BackendFields(QWidget* parent);

    void setConfiguration(const BackendConfiguration& backend);
    BackendConfiguration configuration() const;
    void setKind(BackendKind kind); ///< with the usual tier, capacity and limits, unless they were chosen by hand
    BackendKind kind() const;
    void keepTier() { m_tierChosen = true; } ///< it does not follow the kind

    QLineEdit* name() const { return m_name; }
    QComboBox* kindBox() const { return m_kind; }
    QComboBox* tier() const { return m_tier; }
    QStackedWidget* place() const { return m_place; }              ///< where and what it is, by kind
    QWidget* limits() const { return m_limits; }                   ///< capacity, payload, time-outs
    QWidget* health() const { return m_health; }                   ///< the health check
    QWidget* widgetOf(const QString& field) const;                 ///< of the present kind; null = there is none
    QString titleOf(const QString& field) const;                   ///< the field's own name when there is none
    void mark(const QString& field);                               ///< as wrong, and nothing else; empty = nothing
    void focus(const QString& field) const;                        ///< the cursor there
    void setServer(const QString& url, const QString& healthPath); ///< of kind http
    void setImage(const QString& image, int containerPort);        ///< of kind container

Q_SIGNALS:
    void changed();

private:
    QWidget* buildHttp();
    QWidget* buildCaFile(QWidget* parent);
    QWidget* buildContainer();
    QWidget* buildFunction();
    void buildLimits();
    void buildHealth();
    void watch();
    void chooseCaFile();
    bool isHttps() const;
    void urlEdited();
    void kindChosen();
    void showSettings(const BackendSettings& settings);
    HttpSettings httpSettings() const;
    ContainerSettings containerSettings() const;
    FunctionSettings functionSettings() const;

    QWidget* m_parent;
    BackendConfiguration m_base;
    bool m_tierChosen = false;
    bool m_setting = false; ///< not typed by hand
    QLineEdit* m_name = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_tier = nullptr;
    QStackedWidget* m_place = nullptr;
    QWidget* m_limits = nullptr;
    QWidget* m_health = nullptr;
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
