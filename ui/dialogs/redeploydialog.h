// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QDialog>

#include "engine/api/containerstatus.h"

class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace straightline::ui
{

class EngineLink;
class SizeEdit;

/// What a redeploy changes, in three columns: what the image says, what runs, what will run; says what will happen and
/// starts the operation. GUI thread; deletes itself.
class RedeployDialog : public QDialog
{
    Q_OBJECT
public:
    RedeployDialog(EngineLink& link, const BackendId& id, const BackendConfiguration& backend, QWidget* parent);

private:
    /// One setting: its labels, and how the new value reads.
    struct Row {
        QLabel* imageDefault;
        QLabel* running;
        QLabel* mark;
        std::function<QString()> wanted;
    };

    void buildTable(const ContainerSettings& settings);
    void addRow(const QString& title, const QString& objectName, QWidget* editor, std::function<QString()> wanted);
    void addVariable(const QString& name, const QString& value);
    void askForRunning();
    void showRunning(const ContainerStatus& running);
    void check();
    ContainerSettings wanted() const;
    void submit();

    EngineLink& m_link;
    BackendId m_id;
    BackendConfiguration m_backend;
    int m_asked = 0;
    std::vector<Row> m_rows;
    std::vector<std::pair<QString, QLineEdit*>> m_variables;
    QGridLayout* m_grid = nullptr; ///< containers only, as all of these
    QLineEdit* m_image = nullptr;
    SizeEdit* m_memory = nullptr;
    QDoubleSpinBox* m_cpus = nullptr;
    QSpinBox* m_port = nullptr;
    QSpinBox* m_keep = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_accept = nullptr;
};

} // namespace straightline::ui
