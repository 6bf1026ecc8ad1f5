// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDialog>

#include "engine/api/change.h"
#include "ui/text/fieldproblem.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace straightline::ui
{

class BackendFields;
class BackendForm;
class EngineLink;
class TestPanel;

/// Edits a backend: checked while typing, tested when asked, applied as one undoable change, open until the engine took
/// it. (A BackendWizard registers.) GUI thread; deletes itself when closed.
class BackendDialog : public QDialog
{
    Q_OBJECT
public:
    BackendDialog(EngineLink& link, const std::string& application, const BackendConfiguration& backend,
                  QWidget* parent);

    /// Puts the cursor where `field` is edited, as validate() names it.
    void showField(const QString& field);

private:
    void check();
    void edited();
    std::optional<FieldProblem> problem() const;
    void submit();

    EngineLink& m_link;
    const std::string m_applicationName;
    bool m_touched = false;
    QComboBox* m_application;
    BackendFields* m_fields;
    BackendForm* m_form;
    TestPanel* m_test;
    QLabel* m_problem;
    QPushButton* m_accept;
};

} // namespace straightline::ui
