// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/models/palettemodel.h"

class QLabel;
class QLineEdit;
class QListView;

namespace straightline::ui
{

/// Everything the console can do, found by typing a few letters: Up and Down choose, Enter does it, Esc closes. What
/// cannot be done now is listed too, with the reason. GUI thread; deletes itself when it closes.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void type(const QString& text);
    void choose(int row);
    void run();
    void placeItself();

    PaletteModel* m_model;
    QLineEdit* m_words;
    QListView* m_list;
    QLabel* m_nothing;
};

} // namespace straightline::ui
