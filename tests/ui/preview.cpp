// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include <QAbstractButton>
#include <QDir>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTimer>

#include "tests/ui/everyplace.h"
#include "tests/ui/previewdata.h"
#include "ui/dialogs/backendwizard.h"
#include "ui/language.h"
#include "ui/theme.h"

// console_preview FOLDER [COMBINATION [PLACE]]: writes <state>-<theme>-<language>-<height>-<place>.png for looking at,
// of every page and tab, of every dialog, and of every page of the wizard. COMBINATION and PLACE are regular
// expressions of what is wanted:
//   console_preview out 'loaded-(light|dark)-en-720' 'Overview|Backends'
namespace
{

using namespace straightline;
using Mode = ui::ThemeSwitch::Mode;

struct State {
    const char* name;
    void (*fill)(FakeEngine&);
    bool isSoFromTheStart = false; ///< filled before the window opens: it has heard nothing else
};

void fillBare(FakeEngine& engine)
{
    engine.setSite({});
    engine.historyAnswer = History{};
    Snapshot none = *engine.snapshot();
    none.sequence += 1;
    none.applications.clear();
    none.backends.clear();
    none.totals = {};
    none.latency = {};
    none.gateway.overhead = {};
    none.requestsPerSecond = none.failuresPerSecond = 0.0;
    none.gateway.inFlight = 0;
    engine.setSnapshot(none);
}

void fillEmpty(FakeEngine& engine)
{
    Snapshot none = *engine.snapshot();
    none.sequence = 2;
    none.totals = {};
    none.requestsPerSecond = 0.0;
    none.failuresPerSecond = 0.0;
    none.latency = {};
    for (ApplicationSnapshot& each : none.applications) {
        each.frequencyHz = each.requestsPerSecond = each.failuresPerSecond = 0.0;
        each.placedPerSecond = {};
        each.inFlight = each.queued = 0;
        each.totals = {};
        each.latency = {};
        each.sizeBytes = {};
    }
    for (BackendSnapshot& each : none.backends) {
        each.requestsPerSecond = each.failuresPerSecond = 0.0;
        each.inFlight = 0;
        each.latency = {};
    }
    none.gateway.inFlight = 0;
    none.gateway.overhead = {};
    engine.historyAnswer = History{};
    engine.setSnapshot(none);
}

constexpr std::array<State, 4> kStates{
    {{"bare", fillBare, true}, {"empty", fillEmpty, true}, {"loaded", fillLively}, {"failed", fillFailed}}};
constexpr std::array<std::pair<Mode, const char*>, 3> kThemes{
    {{Mode::Light, "light"}, {Mode::Dark, "dark"}, {Mode::HighContrast, "contrast"}}};
constexpr std::array<QSize, 2> kSizes{{{1280, 720}, {1920, 1080}}};

/// What is to be drawn, and where to.
struct Wanted {
    QDir folder;
    QRegularExpression combination;
    QRegularExpression place;

    void save(QWidget* shown, const QString& looks, const QString& what) const
    {
        if (place.match(what).hasMatch())
            shown->grab().save(folder.filePath(looks + QLatin1Char('-') + what + QStringLiteral(".png")));
    }
};

/// Chooses what an operator would have chosen, and waits for what was asked of the engine.
void dress(QWidget* window)
{
    for (auto* table : window->findChildren<QTableView*>()) {
        if (!table->isVisible() || table->model() == nullptr)
            continue;
        for (int waited = 0; table->model()->rowCount() == 0 && waited < 10; ++waited)
            letSettle(20);
        if (table->model()->rowCount() > 0 && !table->currentIndex().isValid())
            table->selectRow(std::min(3, table->model()->rowCount() - 1));
    }
    letSettle(250);
}

QString nameOfTab(QWidget* window, const QString& name)
{
    const QString page = name.section(QLatin1Char(' '), 0, 0);
    const auto* shown = window->findChild<QWidget*>(page);
    const auto* tabs = shown != nullptr ? shown->findChild<QTabWidget*>() : nullptr;
    return tabs == nullptr ? page : page + QString::number(tabs->currentIndex() + 1);
}

template <class Widget>
Widget* in(QWidget* dialog, const char* name)
{
    return dialog->findChild<Widget*>(QLatin1String(name));
}

/// The pages of the wizard for each kind of backend, filled in as little as lets it go on, and a test that failed.
void shootWizard(ConsoleFixture& console, const Wanted& wanted, const QString& whole)
{
    constexpr std::array<std::array<const char*, 3>, 3> kKinds{
        {{"kindHttpRadioButton", "urlLineEdit", "https://models.example:9443/base"},
         {"kindContainerRadioButton", "imageLineEdit", "straightline/digits:latest"},
         {"kindFunctionRadioButton", "commandLineEdit", "/usr/bin/python3 handler.py"}}};
    for (const auto& [kind, field, text] : kKinds) {
        console.window->actions().find(QStringLiteral("registerBackendAction"))->trigger();
        auto* wizard = console.window->findChild<ui::BackendWizard*>();
        if (wizard == nullptr)
            return;
        in<QAbstractButton>(wizard, kind)->click();
        in<QAbstractButton>(wizard, "wizardNextPushButton")->click();
        in<QLineEdit>(wizard, field)->setText(QLatin1String(text));
        for (int page = 2; page <= 5; ++page) {
            if (wizard->page() == ui::BackendWizard::Test) {
                in<QAbstractButton>(wizard, "testPushButton")->click();
                letSettle(100);
                const std::uint64_t id = console.engine.operations().front().id;
                console.engine.setSteps(id, {{"dns", StepState::Succeeded, std::chrono::microseconds(900), "127.0.0.1"},
                                             {"connect", StepState::Failed, std::chrono::microseconds(1'200),
                                              "connection refused: nothing listens on port 9443"},
                                             {"tls", StepState::Waiting, {}, ""},
                                             {"health", StepState::Waiting, {}, ""}});
                console.engine.advanceOperation(id, OperationState::Failed, "connect: connection refused", 1.0);
            }
            letSettle(200);
            wanted.save(wizard, whole, QStringLiteral("%1Page%2").arg(QLatin1String(kind).chopped(11)).arg(page));
            in<QAbstractButton>(wizard, "wizardNextPushButton")->click();
        }
        wizard->reject();
        letSettle(50);
    }
}

void shootPages(ConsoleFixture& console, const Wanted& wanted, const QString& combination, const QSize& size)
{
    const QString whole = combination + QLatin1Char('-') + QString::number(size.height());
    if (!wanted.combination.match(whole).hasMatch())
        return;
    console.window->resize(size);
    atEveryPage(console, [&](QWidget* window, const QString& name) {
        const QString place = nameOfTab(window, name);
        if (!wanted.place.match(place).hasMatch())
            return;
        dress(window);
        if (name == QLatin1String("PlacementPage"))
            letSettle(1'000); // the plane is asked again when its scale has followed the dots
        if (name == QLatin1String("ContainersPage") && combination.startsWith(QLatin1String("loaded")))
            letSettle(5'000); // its small charts have a point for each second
        wanted.save(window, whole, place);
    });
    if (size != kSizes.front() || combination.startsWith(QLatin1String("bare")))
        return;
    atEveryDialog(console, [&](QWidget* dialog, const QString& action) {
        letSettle(200);
        wanted.save(dialog, whole, action);
    });
    shootWizard(console, wanted, whole);
}

void shootState(const State& state, const Wanted& wanted)
{
    ConsoleFixture console(state.isSoFromTheStart ? state.fill : nullptr);
    if (!state.isSoFromTheStart)
        state.fill(console.engine);
    letSettle(200);
    QTimer ticks;
    double second = 305.0;
    QObject::connect(&ticks, &QTimer::timeout, console.window.get(), [&, start = WallTime(console.engine.now())] {
        if (state.fill == fillLively)
            showSecond(console.engine, start, second += 0.25);
    });
    ticks.start(250);
    for (const QString& code : ui::Language::codes()) {
        console.window->language().setCode(code);
        letSettle(100);
        for (const auto& [mode, theme] : kThemes) {
            console.window->theme().setMode(mode);
            letSettle(100);
            for (const QSize& size : kSizes)
                shootPages(console, wanted,
                           QStringLiteral("%1-%2-%3").arg(QLatin1String(state.name), QLatin1String(theme), code), size);
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const Wanted wanted{QDir(app.arguments().value(1, QStringLiteral("."))),
                        QRegularExpression(app.arguments().value(2)), QRegularExpression(app.arguments().value(3))};
    for (const State& state : kStates)
        shootState(state, wanted);
    return 0;
}
