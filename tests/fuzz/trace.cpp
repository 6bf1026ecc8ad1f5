// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/trace.h"

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/fuzz/require.h"

using namespace straightline;
using fuzz::require;

namespace
{

constexpr std::size_t kMostRows = 20'000; // a minute of Faro's may be a million

/// Reads it in pieces; the rows, and whether it ended in an error.
std::vector<replay::TraceRow> readAll(const char* path, std::size_t piece, bool& failed)
{
    std::vector<replay::TraceRow> rows;
    auto reader = replay::TraceReader::open(path);
    failed = !reader;
    while (reader && rows.size() < kMostRows) {
        const auto got = reader->read(rows, piece);
        failed = !got;
        if (!got)
            require(got.error().detail.find(path) == 0, "an error names the file");
        if (!got || *got == 0)
            break;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        require(rows[i].arrivalNanos >= 0 && rows[i].work >= 0, "nothing is negative");
        require(i == 0 || rows[i - 1].arrivalNanos <= rows[i].arrivalNanos, "times ascend");
        require(rows[i].application < reader->applications().size(), "its application has a name");
    }
    return rows;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const int file = ::memfd_create("trace", 0);
    require(file >= 0 && ::write(file, data, size) == static_cast<ssize_t>(size), "there is memory");
    const std::string path = "/proc/self/fd/" + std::to_string(file);
    bool failed = false;
    bool failedAgain = false;
    const auto rows = readAll(path.c_str(), 1'000, failed);
    const auto again = readAll(path.c_str(), 3, failedAgain);
    ::close(file);
    require(rows.size() >= kMostRows || (rows.size() == again.size() && failed == failedAgain), "pieces do not matter");
    return 0;
}
