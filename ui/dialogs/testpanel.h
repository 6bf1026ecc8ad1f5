// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <QWidget>

#include "engine/api/change.h"
#include "engine/api/operation.h"
#include "engine/api/result.h"

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace straightline::ui
{

class EngineLink;

/// The Test of settings: one line for each step with its time, the reason of the first failure and what to do about it.
/// A running test is cancelled when the panel goes. GUI thread; owned by a dialog.
class TestPanel : public QWidget
{
    Q_OBJECT
public:
    /// `wanted` is asked for what to test at each start.
    TestPanel(EngineLink& link, std::function<TryBackend()> wanted, QWidget* parent);
    ~TestPanel() override;

    bool isRunning() const { return m_isRunning; }
    /// Why nothing can be tested now; empty = it can.
    void setProblem(const QString& why);
    QString verdict() const { return m_verdict; } ///< of the latest test, in a sentence; empty = none has ended
    void settingsChanged();                       ///< what was found does not hold any more

Q_SIGNALS:
    void editWanted(const QString& field); ///< the likely cause of the failure
    void changed();                        ///< it began or ended

private:
    struct Row {
        QLabel* icon;
        QLabel* name;
        QLabel* time;
        QLabel* detail;
    };
    void buildSample();
    void startOrCancel();
    void begun(const Result<Operation>& operation);
    void follow();
    void showSteps(const Operation& operation);
    void ended(const Operation& operation);
    void fail(const QString& text);
    void refreshButton();
    TryBackend wanted() const;

    EngineLink& m_link;
    std::function<TryBackend()> m_wanted;
    std::uint64_t m_operation = 0; ///< followed; 0 = none
    bool m_isRunning = false;
    QString m_problem;
    QString m_verdict;
    QString m_field;
    std::vector<Row> m_rows;
    QGridLayout* m_grid;
    QPushButton* m_button;
    QCheckBox* m_withSample;
    QLineEdit* m_samplePath;
    QPlainTextEdit* m_sampleBody;
    QLabel* m_result;
    QPushButton* m_edit;
};

} // namespace straightline::ui
