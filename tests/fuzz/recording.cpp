// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/recording.h"

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "engine/replay/recordingtext.h"
#include "tests/fuzz/require.h"

using namespace straightline;
using fuzz::require;

namespace
{

struct Read {
    std::vector<std::string> header; ///< one line, or none
    std::vector<RequestRow> rows;
    bool failed = false;
};

Read readAll(const std::string& path, std::size_t piece)
{
    Read read;
    auto reader = replay::RecordingReader::open(path);
    if (!reader) {
        require(reader.error().detail.find(path) == 0, "an error names the file");
        read.failed = true;
        return read;
    }
    read.header.push_back(replay::headerLine(reader->header()));
    while (true) {
        const auto got = reader->read(read.rows, piece);
        read.failed = !got;
        if (!got)
            require(got.error().detail.find(path + ':') == 0, "an error names the file and the line");
        if (!got || *got == 0)
            return read;
        require(*got <= piece, "no more rows than were asked for");
    }
}

/// What was understood is written so that it is understood the same.
void checkAgain(const Read& read)
{
    for (const std::string& line : read.header) {
        const auto again = replay::parseHeaderLine(line);
        require(again.has_value() && replay::headerLine(*again) == line, "a header is read as it was written");
    }
    for (const RequestRow& row : read.rows) {
        const std::string line = replay::requestLine(row);
        const auto again = replay::parseRequestLine(line);
        require(again.has_value() && replay::requestLine(*again) == line, "a request is read as it was written");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const int file = ::memfd_create("recording", 0);
    require(file >= 0 && ::write(file, data, size) == static_cast<ssize_t>(size), "there is memory");
    const std::string path = "/proc/self/fd/" + std::to_string(file);
    const Read read = readAll(path, 1'000);
    const Read again = readAll(path, 1);
    ::close(file);
    require(read.header == again.header && read.rows.size() == again.rows.size() && read.failed == again.failed,
            "pieces do not matter");
    checkAgain(read);
    return 0;
}
