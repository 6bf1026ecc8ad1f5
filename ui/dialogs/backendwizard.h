// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDialog>

#include "engine/api/change.h"
#include "engine/api/discovery.h"
#include "ui/text/fieldproblem.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace straightline::ui
{

class BackendFields;
class DiscoveryPanel;
class EngineLink;
class TestPanel;

/// Registers a backend step by step: kind, where it is, what it takes, a test, its name. Each page is checked while
/// typing; the last one applies all as one undoable change and stays open until the engine took it. A new application
/// can be named on the way. GUI thread; deletes itself when closed.
///
/// backendwizard.cpp: going through it · backendwizardpages.cpp: building the pages
class BackendWizard : public QDialog
{
    Q_OBJECT
public:
    enum Page { Kind, Where, Limits, Test, Name, kPages };

    /// `application` is proposed.
    BackendWizard(EngineLink& link, const std::string& application, QWidget* parent);

    Page page() const;

private:
    void addPage(const QString& title, const QString& about, QWidget* page);
    QWidget* buildKind(const std::string& application);
    QWidget* buildWhere();
    QWidget* buildLimits();
    QWidget* buildTest();
    QWidget* buildName();
    void buildButtons();

    void goTo(int page);
    void edited();
    void kindChosen(int kind);
    void pick(const DiscoveredBackend& found);
    void proposeName(const QString& like);
    void check();
    std::optional<FieldProblem> problemOn(int page) const;
    std::optional<FieldProblem> nameTaken() const;
    void showField(const QString& field);
    QString summary() const;
    void submit();
    Change change() const;
    std::string applicationName() const;
    QString titleOf(const QString& field) const;

    EngineLink& m_link;
    BackendFields* m_fields;
    QLabel* m_heading;
    QLabel* m_about;
    QStackedWidget* m_pages;
    QStringList m_titles;
    QStringList m_abouts;
    QComboBox* m_application = nullptr;
    QButtonGroup* m_kinds = nullptr;
    DiscoveryPanel* m_discovery = nullptr;
    TestPanel* m_test = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_problem;
    QPushButton* m_back = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_accept = nullptr;
    bool m_touched = false; ///< the present page
    bool m_named = false;   ///< by hand
    bool m_proposing = false;
};

} // namespace straightline::ui
