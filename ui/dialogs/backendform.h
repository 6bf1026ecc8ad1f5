// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

namespace straightline::ui
{

class BackendFields;

/// The fields of a backend that exists, in tabs. GUI thread; owned by a BackendDialog, as are the fields.
class BackendForm : public QTabWidget
{
    Q_OBJECT
public:
    BackendForm(BackendFields& fields, QWidget* application, QWidget* parent);

    void showField(const QString& field); ///< turns to its tab and puts the cursor there

private:
    BackendFields& m_fields;
};

} // namespace straightline::ui
