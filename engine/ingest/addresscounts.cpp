// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ingest/addresscounts.h"

#include <boost/asio/ip/address.hpp>

namespace straightline::ingest
{

std::string AddressCounts::clientOf(const std::string& address)
{
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(address, error);
    if (error || !parsed.is_v6())
        return address;
    const boost::asio::ip::address_v6 six = parsed.to_v6();
    const auto bytes = six.to_bytes();
    if (six.is_v4_mapped())
        return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, six).to_string();
    return {reinterpret_cast<const char*>(bytes.data()), 8};
}

bool AddressCounts::enter(const std::string& address, std::uint32_t most)
{
    const std::lock_guard lock(m_mutex);
    std::uint32_t& count = m_counts[clientOf(address)];
    if (count >= most)
        return false;
    ++count;
    return true;
}

void AddressCounts::leave(const std::string& address)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_counts.find(clientOf(address));
    if (found != m_counts.end() && --found->second == 0)
        m_counts.erase(found);
}

} // namespace straightline::ingest
