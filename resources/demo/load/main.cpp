// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/load/loadrun.h"
#include "resources/demo/load/options.h"

#include <nlohmann/json.hpp>

#include <iostream>

int main(int count, char** arguments)
{
    using namespace straightline::demo;

    const auto options = parseLoadOptions(count, arguments);
    if (options && options->help) {
        std::cout << loadUsage();
        return 0;
    }
    const auto schedule = options ? scheduleOf(*options) : Expected<Schedule>(tl::unexpected(options.error()));
    if (!schedule) {
        std::cerr << "digits-load: " << schedule.error().message << std::endl;
        return static_cast<int>(schedule.error().status);
    }
    LoadRun run(*options, *schedule);
    if (const auto done = run.run(); !done) {
        std::cerr << "digits-load: " << done.error().message << std::endl;
        return static_cast<int>(done.error().status);
    }
    if (options->json) {
        std::cout << run.report().json(run.seconds()).dump(2) << std::endl;
    } else {
        std::cout << run.report().text(run.seconds()) << std::flush;
    }
    return run.report().requests() > 0 && run.report().answered() == 0 ? 1 : 0;
}
