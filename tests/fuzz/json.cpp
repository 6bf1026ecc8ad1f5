// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/json.h"

#include <nlohmann/json.hpp>

#include "tests/fuzz/require.h"

using namespace straightline;
using fuzz::require;

namespace
{

/// What was read is written as text that reads the same.
template <class Value, class Read, class Write>
void check(const Json& json, Read read, Write write)
{
    const auto value = read(json);
    if (!value)
        return;
    const std::string text = writeJson(write(*value));
    const auto parsed = parseJson(text);
    require(parsed.has_value(), "what is written is JSON");
    const auto again = read(*parsed);
    require(again.has_value(), "what is written can be read");
    require(write(*again) == write(*value), "and is the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto json = parseJson(fuzz::textOf(data, size));
    if (!json) {
        require(!json.error().detail.empty(), "a refusal says why");
        return 0;
    }
    require(parseJson(writeJson(*json)).has_value(), "what was read can be written and read");
    check<Thresholds>(*json, thresholdsFromJson, [](const Thresholds& each) { return toJson(each); });
    check<BackendConfiguration>(*json, backendFromJson,
                                [](const BackendConfiguration& each) { return toJson(each, Secrets::Shown); });
    check<ApplicationConfiguration>(*json, applicationFromJson,
                                    [](const ApplicationConfiguration& each) { return toJson(each, Secrets::Shown); });
    check<GatewaySettings>(*json, gatewayFromJson, [](const GatewaySettings& each) { return toJson(each); });
    check<SiteConfiguration>(
        *json, [](const Json& each) { return siteFromJson(each); },
        [](const SiteConfiguration& each) { return toJson(each, Secrets::Shown); });
    if (const auto site = siteFromJson(*json)) {
        if (const auto valid = validate(*site); !valid)
            require(!valid.error().detail.empty(), "a bound that is broken is named");
    }
    return 0;
}
