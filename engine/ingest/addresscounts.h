// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace straightline::ingest
{

/// How many connections each client has, an IPv6 /64 counting as one client. Any thread; touched when a connection
/// comes or goes, and only where there is a limit.
class AddressCounts
{
public:
    /// False, and nothing counted, when `address` has `most` already.
    bool enter(const std::string& address, std::uint32_t most);
    void leave(const std::string& address);

    /// The part of a numeric address that stands for one client.
    static std::string clientOf(const std::string& address);

private:
    std::mutex m_mutex;
    std::unordered_map<std::string, std::uint32_t> m_counts;
};

} // namespace straightline::ingest
