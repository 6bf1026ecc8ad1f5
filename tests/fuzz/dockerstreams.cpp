// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/dockerstreams.h"

#include <algorithm>

#include "tests/fuzz/require.h"

using namespace straightline::backends;
using namespace straightline::fuzz;

namespace
{

void checkObjects(std::string_view text)
{
    JsonStream whole;
    const std::vector<nlohmann::json> objects = whole.feed(text);
    JsonStream slow;
    std::vector<nlohmann::json> collected;
    PullTally tally;
    inPieces(text, static_cast<std::uint32_t>(text.size()), [&](std::string_view piece) {
        for (nlohmann::json& each : slow.feed(piece))
            collected.push_back(std::move(each));
        return true;
    });
    require(collected == objects, "the same objects, however they came in");
    for (const nlohmann::json& each : objects) {
        require(each.is_object(), "only objects");
        tally.take(each);
        const double progress = tally.progress();
        require(progress <= 1.0 && (progress >= 0.0 || progress == -1.0), "progress is a share, or not known");
        require(!tally.text().empty(), "there is always something to say");
    }
}

void checkLines(std::string_view text, bool multiplexed)
{
    std::size_t bytes = 0;
    for (const std::string& line : logLines(text, multiplexed)) {
        require(line.find('\n') == std::string::npos, "a line is one line");
        bytes += line.size();
    }
    require(bytes <= text.size(), "no more comes out than went in");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = textOf(data, size);
    checkObjects(text);
    checkLines(text, true);
    checkLines(text, false);
    return 0;
}
