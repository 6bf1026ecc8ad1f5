// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/enginelink.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace straightline::ui
{

/// The whole site as the text of a site.toml: shown, edited, opened, saved, and imported in place of what is there.
/// What is wrong with it is said with line and column, and the cursor goes there. GUI thread.
class SitePanel : public QWidget
{
    Q_OBJECT
public:
    explicit SitePanel(EngineLink& link, QWidget* parent = nullptr);

private:
    QPushButton* button(const char* objectName, const QString& text, const QString& tip, void (SitePanel::*slot)());
    void showPresent();
    void openFile();
    void saveFile();
    void read(const QString& path);
    void write(const QString& path);
    void askToImport();
    void import();
    void say(const QString& text, bool bad);
    void goToError(const QString& detail);

    EngineLink& m_link;
    QPlainTextEdit* m_text;
    QLabel* m_said;
    QPushButton* m_import = nullptr;
};

} // namespace straightline::ui
