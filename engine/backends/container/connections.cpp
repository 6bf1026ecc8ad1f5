// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/connections.h"

#include <algorithm>
#include <bit>

#include <QFile>
#include <QHostAddress>
#include <fmt/format.h>

namespace straightline::backends
{

namespace
{

constexpr std::string_view kEstablished = "01";
constexpr std::string_view kSynSent = "02";

// The kernel prints an address as one number in its own byte order: 127.0.0.1:80 is 0100007F:0050 on little endian.
std::string kernelText(const Endpoint& endpoint)
{
    std::uint32_t address = QHostAddress(QString::fromStdString(endpoint.address)).toIPv4Address();
    if constexpr (std::endian::native == std::endian::little)
        address = (address >> 24) | ((address >> 8) & 0xFF00U) | ((address << 8) & 0xFF0000U) | (address << 24);
    return fmt::format("{:08X}:{:04X}", address, endpoint.port);
}

std::string_view nextWord(std::string_view& line)
{
    const auto first = line.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    const auto end = std::min(line.find(' ', first), line.size());
    const std::string_view word = line.substr(first, end - first);
    line.remove_prefix(end);
    return word;
}

} // namespace

std::size_t countConnections(std::string_view table, const std::vector<Endpoint>& endpoints)
{
    std::vector<std::string> wanted;
    for (const Endpoint& endpoint : endpoints)
        wanted.push_back(kernelText(endpoint));
    std::size_t count = 0;
    while (!table.empty()) {
        const auto end = std::min(table.find('\n'), table.size());
        std::string_view line = table.substr(0, end);
        table.remove_prefix(std::min(end + 1, table.size()));
        nextWord(line); // number
        nextWord(line); // local address
        const std::string_view remote = nextWord(line);
        const std::string_view state = nextWord(line);
        if ((state == kEstablished || state == kSynSent)
            && std::find(wanted.begin(), wanted.end(), remote) != wanted.end())
            ++count;
    }
    return count;
}

std::optional<std::size_t> connectionsTo(const std::vector<Endpoint>& endpoints)
{
    for (const Endpoint& endpoint : endpoints)
        if (endpoint.address.find(':') != std::string::npos)
            return std::nullopt;
    QFile file(QStringLiteral("/proc/self/net/tcp"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray table = file.readAll();
    return countConnections({table.data(), static_cast<std::size_t>(table.size())}, endpoints);
}

} // namespace straightline::backends
