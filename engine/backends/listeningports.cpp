// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

#include "engine/backends/discovery.h"

namespace straightline::backends
{

namespace
{

constexpr std::string_view kListen = "0A";
constexpr std::string_view kAny6 = "00000000000000000000000000000000";
constexpr std::string_view kLoopback6 = "00000000000000000000000001000000";
constexpr std::string_view kMapped6 = "0000000000000000FFFF0000"; ///< ::ffff:a.b.c.d, the words in host order

// "0100007F": the bytes of an IPv4 address, the last one first.
std::string v4Address(std::string_view hex)
{
    std::string text;
    for (int i = 3; i >= 0; --i) {
        unsigned byte = 0;
        const std::string_view digits = hex.substr(static_cast<std::size_t>(i) * 2, 2);
        if (std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16).ec != std::errc())
            return {};
        text += (text.empty() ? "" : ".") + std::to_string(byte);
    }
    return text;
}

// At which loopback addresses one that listens there can be reached; none = it listens elsewhere.
std::vector<std::string> reachedAt(std::string_view hex)
{
    if (hex == kAny6)
        return {"127.0.0.1", "::1"};
    if (hex == kLoopback6)
        return {"::1"};
    if (hex.size() == 32 && hex.starts_with(kMapped6))
        hex.remove_prefix(kMapped6.size());
    if (hex.size() != 8)
        return {};
    const std::string address = v4Address(hex);
    if (address == "0.0.0.0")
        return {"127.0.0.1"};
    return address.starts_with("127.") ? std::vector{address} : std::vector<std::string>();
}

void readTable(std::string_view table, std::map<std::uint16_t, std::vector<std::string>>& ports)
{
    std::istringstream lines{std::string(table)};
    std::string line;
    std::getline(lines, line); // titles
    while (std::getline(lines, line)) {
        std::istringstream fields(line);
        std::string slot;
        std::string local;
        std::string remote;
        std::string state;
        fields >> slot >> local >> remote >> state;
        const auto colon = local.find(':');
        std::uint16_t port = 0;
        if (state != kListen || colon == std::string::npos
            || std::from_chars(local.data() + colon + 1, local.data() + local.size(), port, 16).ec != std::errc())
            continue;
        std::vector<std::string>& addresses = ports[port];
        for (const std::string& address : reachedAt(std::string_view(local).substr(0, colon)))
            if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
                addresses.push_back(address);
    }
}

} // namespace

std::vector<ListeningPort> listeningPorts(std::string_view tcp, std::string_view tcp6)
{
    std::map<std::uint16_t, std::vector<std::string>> ports;
    readTable(tcp, ports);
    readTable(tcp6, ports);
    std::vector<ListeningPort> all;
    for (const auto& [port, addresses] : ports)
        if (port != 0 && !addresses.empty())
            all.push_back({port, addresses});
    return all;
}

} // namespace straightline::backends
