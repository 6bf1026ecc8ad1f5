// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "engine/api/configuration.h"

class QLineEdit;

namespace straightline::ui
{

class EngineLink;

/// Asks for the image of a redeploy and says what will happen; starts the operation. GUI thread; deletes itself.
class RedeployDialog : public QDialog
{
    Q_OBJECT
public:
    RedeployDialog(EngineLink& link, const BackendId& id, const BackendConfiguration& backend, QWidget* parent);

private:
    void submit();

    EngineLink& m_link;
    BackendId m_id;
    BackendConfiguration m_backend;
    QLineEdit* m_image = nullptr; ///< containers only
};

} // namespace straightline::ui
