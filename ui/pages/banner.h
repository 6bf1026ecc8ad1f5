// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QFrame>
#include <QLabel>

namespace straightline::ui
{

/// Says what is degraded, why and since when; hidden while nothing is. A failure of an operator's own action shows
/// here too, until it is closed. GUI thread; owned by the main window.
class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);
    void showDegraded(const std::vector<std::string>& sentences);
    void showFailure(const QString& what, const QString& why);

private:
    void refresh();

    std::map<std::string, QString> m_since; ///< sentence → time it was first heard
    QString m_failure;
    QLabel* m_text;
    QWidget* m_close;
};

} // namespace straightline::ui
