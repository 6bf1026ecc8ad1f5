// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/fuzz/require.h"

namespace
{

namespace fs = std::filesystem;

/// The files that the arguments name, folders taken with all that is in them.
std::vector<fs::path> inputsOf(int count, char** arguments)
{
    std::vector<fs::path> files;
    for (int i = 1; i < count; ++i) {
        if (!fs::is_directory(arguments[i])) {
            files.emplace_back(arguments[i]);
            continue;
        }
        for (const fs::directory_entry& each : fs::recursive_directory_iterator(arguments[i])) {
            if (each.is_regular_file())
                files.push_back(each.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

/// Gives each file to the target. An input whose property does not hold ends the program; its name is the last line.
int main(int count, char** arguments)
{
    const std::vector<fs::path> files = inputsOf(count, arguments);
    for (const fs::path& file : files) {
        std::ifstream stream(file, std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        std::fprintf(stderr, "%s\n", file.c_str());
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    std::printf("%zu inputs, every property holds\n", files.size());
    return files.empty() ? 1 : 0;
}
