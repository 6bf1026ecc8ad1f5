// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sitefile.h"

#include <cctype>

#include <nlohmann/json.hpp>

#include "tests/fuzz/require.h"

using namespace straightline;
using fuzz::require;

namespace
{

bool startsWithPosition(const std::string& text)
{
    std::size_t at = std::string_view("site.toml:").size();
    for (const char end : {':', ':'}) {
        const std::size_t begin = at;
        while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0)
            ++at;
        if (at == begin || at >= text.size() || text[at++] != end)
            return false;
    }
    return text.starts_with("site.toml:");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto site = store::readSite(fuzz::textOf(data, size), "site.toml");
    if (!site) {
        require(startsWithPosition(site.error().detail), "an error has its line and column");
        return 0;
    }
    const std::string written = store::writeSite(*site, Secrets::Shown);
    const auto again = store::readSite(written, "site.toml");
    if (!again)
        std::fprintf(stderr, "%s\n%s\n", again.error().detail.c_str(), written.c_str());
    require(again.has_value(), "what is written can be read");
    require(toJson(*again, Secrets::Shown) == toJson(*site, Secrets::Shown), "and is the same");
    return 0;
}
