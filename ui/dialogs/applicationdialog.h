// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/enginelink.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace straightline::ui
{

class ApplicationForm;

/// Creates, edits or clones an application; checks with the engine's own validation as the operator types.
/// GUI thread; deletes itself.
class ApplicationDialog : public QDialog
{
    Q_OBJECT
public:
    enum class Purpose { Create, Edit, Clone };

    /// `from` is what is edited or cloned; without meaning when one is created.
    ApplicationDialog(EngineLink& link, Purpose purpose, const ApplicationConfiguration& from,
                      QWidget* parent = nullptr);

private:
    Change change() const;
    QString freeName(const std::string& like) const;
    /// The first thing that is wrong; empty = nothing. `field` is the engine's name for where.
    QString problem(QString* field) const;
    void explain(const Error& error, QString* field, QString* text) const;
    void check();
    void submit();

    EngineLink& m_link;
    const Purpose m_purpose;
    ApplicationForm* m_form;
    QCheckBox* m_withBackends;
    QLabel* m_problem;
    QPushButton* m_accept;
};

} // namespace straightline::ui
