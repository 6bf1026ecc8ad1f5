// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/sampleinference.h"

#include <nlohmann/json.hpp>

namespace straightline::backends
{

namespace
{

using nlohmann::json;

constexpr std::uint64_t kMostValues = 1'000'000;
constexpr std::size_t kShownBytes = 200;

tl::unexpected<Error> unreadable()
{
    return failure(ErrorCode::BadReply, "what it says of its model's inputs cannot be read");
}

json zeroOf(const std::string& datatype)
{
    if (datatype == "BOOL")
        return false;
    if (datatype == "BYTES")
        return "";
    return datatype.starts_with("FP") || datatype == "BF16" ? json(0.0) : json(0);
}

Result<json> inputOf(const json& described)
{
    if (!described.is_object() || !described.contains("name") || !described["name"].is_string())
        return unreadable();
    const json datatype = described.value("datatype", json());
    const json dimensions = described.value("shape", json());
    if (!datatype.is_string() || !dimensions.is_array())
        return unreadable();
    std::uint64_t count = 1;
    json shape = json::array();
    for (const json& each : dimensions) {
        if (!each.is_number_integer() || each.get<std::int64_t>() < -1)
            return unreadable();
        const std::int64_t size = each.get<std::int64_t>() == -1 ? 1 : each.get<std::int64_t>();
        shape.push_back(size);
        if (size != 0 && count > kMostValues / static_cast<std::uint64_t>(size))
            return failure(ErrorCode::TooLarge, "its model's input has more than a million values");
        count *= static_cast<std::uint64_t>(size);
    }
    json data = json::array();
    for (std::uint64_t i = 0; i < count; ++i)
        data.push_back(zeroOf(datatype.get<std::string>()));
    return json{{"name", described["name"]}, {"datatype", datatype}, {"shape", shape}, {"data", std::move(data)}};
}

} // namespace

Result<std::string> makeSampleInference(std::string_view metadata)
{
    const json described = json::parse(metadata, nullptr, false);
    if (!described.is_object() || !described.contains("inputs") || !described["inputs"].is_array()
        || described["inputs"].empty())
        return unreadable();
    json inputs = json::array();
    for (const json& each : described["inputs"]) {
        Result<json> input = inputOf(each);
        if (!input)
            return tl::make_unexpected(input.error());
        inputs.push_back(std::move(*input));
    }
    return json{{"id", "straightline-test"}, {"inputs", std::move(inputs)}}.dump(-1, ' ', false,
                                                                                 json::error_handler_t::replace);
}

std::string errorIn(std::string_view body)
{
    const json parsed = json::parse(body, nullptr, false);
    if (parsed.is_object() && parsed.contains("error") && parsed["error"].is_string())
        return parsed["error"].get<std::string>().substr(0, kShownBytes);
    return std::string(body.substr(0, kShownBytes));
}

} // namespace straightline::backends
