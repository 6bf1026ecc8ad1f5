// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QWidget>

#include "engine/api/containerstatus.h"

class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace straightline::ui
{

class SizeEdit;

/// The settings of a container backend in three columns: what the image says, what runs, what will run; each row says
/// whether it changes something. Secrets are masked, and since the engine does not tell those that run, they are
/// compared with the configured ones. GUI thread; owned by the redeploy dialog.
class RedeployTable : public QWidget
{
    Q_OBJECT
public:
    explicit RedeployTable(ContainerSettings configured, QWidget* parent = nullptr);

    /// `replicas`: how many containers serve now.
    void showRunning(const ContainerStatus& running, int replicas);
    ContainerSettings wanted() const;

Q_SIGNALS:
    void changed(); ///< what is wanted

private:
    /// One setting: its labels, and how the new value reads.
    struct Row {
        QString name; ///< of its widgets, and of a variable
        QLabel* imageDefault;
        QLabel* running;
        QLabel* mark;
        std::function<QString()> wanted;
        bool mayBeAbsent; ///< "–" of what runs says that it is not set, not that it is unknown
    };

    void addHead();
    void addFields();
    void addFigures();
    void addStart();
    void addRow(const QString& title, const QString& objectName, QWidget* editor, std::function<QString()> wanted);
    void addVariable(const QString& name, const QString& value);
    void addUnknownVariables(const Environment& environment);
    void mask(QLineEdit* edit, const QString& name);
    Row& row(const QString& objectName);
    QString markOf(const Row& row) const;
    void check();

    ContainerSettings m_configured;
    bool m_heard = false; ///< what runs
    std::vector<Row> m_rows;
    std::vector<std::pair<QString, QLineEdit*>> m_variables;
    QGridLayout* m_grid;
    QLineEdit* m_image = nullptr;
    QLineEdit* m_command = nullptr;
    QSpinBox* m_replicas = nullptr;
    SizeEdit* m_memory = nullptr;
    QDoubleSpinBox* m_cpus = nullptr;
    QSpinBox* m_port = nullptr;
    QDoubleSpinBox* m_timeout = nullptr;
};

} // namespace straightline::ui
