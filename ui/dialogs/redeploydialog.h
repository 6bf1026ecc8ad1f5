// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QDialog>

#include "engine/api/containerstatus.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace straightline::ui
{

class EngineLink;
class RedeployTable;

/// Says what a redeploy does to requests and, of a container backend, what it changes; starts the operation. Changed
/// settings can be undone: by a redeploy with those of before. GUI thread; deletes itself.
class RedeployDialog : public QDialog
{
    Q_OBJECT
public:
    RedeployDialog(EngineLink& link, const BackendId& id, const BackendConfiguration& backend, QWidget* parent);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* buildButtons();
    void buildTable(const ContainerSettings& settings);
    void refreshEffect();
    void askForRunning();
    void takeRunning(const std::vector<ContainerStatus>& containers);
    void check();
    void submit();

    EngineLink& m_link;
    BackendId m_id;
    BackendConfiguration m_backend;
    int m_asked = 0;
    QLabel* m_effect;
    QPushButton* m_accept = nullptr;
    RedeployTable* m_table = nullptr; ///< containers only, as the two below
    QSpinBox* m_keep = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace straightline::ui
