// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDialog>

#include "engine/api/change.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace straightline::ui
{

class BackendForm;
class EngineLink;

/// Registers a backend, or edits one: checked while typing, applied as one undoable change, open until the engine took
/// it. A new application can be named on the way. GUI thread; deletes itself when closed.
class BackendDialog : public QDialog
{
    Q_OBJECT
public:
    /// Registers; `application` is proposed.
    BackendDialog(EngineLink& link, const std::string& application, QWidget* parent);
    /// Edits.
    BackendDialog(EngineLink& link, const std::string& application, const BackendConfiguration& backend,
                  QWidget* parent);

    /// Puts the cursor where `field` is edited, as validate() names it.
    void showField(const QString& field);

private:
    BackendDialog(EngineLink& link, bool isNew, QWidget* parent);
    void check();
    std::optional<QString> problem(QString* field) const;
    void markField(const QString& field);
    void submit();
    Change change() const;
    std::string applicationName() const;

    EngineLink& m_link;
    bool m_isNew;
    bool m_touched = false;
    QComboBox* m_application;
    BackendForm* m_form;
    QLabel* m_problem;
    QPushButton* m_accept;
};

} // namespace straightline::ui
