// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/function/relay/tunnel.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace straightline::relay
{
namespace
{

constexpr std::size_t kMaxConnections = 64;

bool wouldBlock()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

template <class Address>
const sockaddr* generic(const Address& address)
{
    return reinterpret_cast<const sockaddr*>(&address); // the sockets interface is made so
}

/// A path that fits into a socket address, for any path: through its folder's descriptor.
std::string shortened(const std::string& path, int folder)
{
    return "/proc/self/fd/" + std::to_string(folder) + path.substr(path.rfind('/'));
}

int connectUnix(const std::string& path)
{
    if (path.find('/') == std::string::npos)
        return -1;
    const int folder = open(path.substr(0, path.rfind('/') + 1).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string near = path.size() < sizeof address.sun_path ? path : shortened(path, folder);
    std::memcpy(address.sun_path, near.c_str(), std::min(near.size() + 1, sizeof address.sun_path - 1));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, generic(address), sizeof address) != 0) {
        close(fd);
        fd = -1;
    }
    if (folder >= 0)
        close(folder);
    if (fd >= 0)
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    return fd;
}

} // namespace

Tunnel::Pair::~Pair()
{
    close(client);
    close(upstream);
}

Tunnel::~Tunnel()
{
    stopListening();
}

bool Tunnel::listen()
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (m_listener < 0 || bind(m_listener, generic(address), sizeof address) != 0 || ::listen(m_listener, 16) != 0)
        return false;
    socklen_t size = sizeof address;
    if (getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return false;
    m_port = ntohs(address.sin_port);
    return true;
}

void Tunnel::stopListening()
{
    if (m_listener >= 0)
        close(m_listener);
    m_listener = -1;
}

void Tunnel::addTo(std::vector<pollfd>& waits) const
{
    if (m_listener >= 0 && m_pairs.size() < kMaxConnections)
        waits.push_back({m_listener, POLLIN, 0});
    for (const auto& pair : m_pairs) {
        const auto events = [](const Flow& in, const Flow& out) {
            return static_cast<short>((in.wantsRead() ? POLLIN : 0) | (out.wantsWrite() ? POLLOUT : 0));
        };
        // A descriptor without a wish would still report a hang-up again and again.
        if (const short wanted = events(pair->up, pair->down); wanted != 0)
            waits.push_back({pair->client, wanted, 0});
        if (const short wanted = events(pair->down, pair->up); wanted != 0)
            waits.push_back({pair->upstream, wanted, 0});
    }
}

void Tunnel::advance()
{
    acceptAll();
    std::erase_if(m_pairs, [](const auto& pair) {
        return !pair->up.advance() || !pair->down.advance() || (pair->up.done && pair->down.done);
    });
}

void Tunnel::acceptAll()
{
    while (m_listener >= 0 && m_pairs.size() < kMaxConnections) {
        const int client = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (client < 0)
            return;
        const int upstream = connectUnix(m_socketPath);
        if (upstream < 0) {
            close(client);
            continue;
        }
        const int yes = 1;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        auto pair = std::make_unique<Pair>();
        pair->client = client;
        pair->upstream = upstream;
        pair->up.from = pair->down.to = client;
        pair->up.to = pair->down.from = upstream;
        m_pairs.push_back(std::move(pair));
    }
}

bool Tunnel::Flow::advance()
{
    // A few rounds, so that one busy connection does not hold up the others.
    for (int round = 0; round < 8 && !done; ++round) {
        if (begin == end && !ended) {
            const ssize_t got = read(from, bytes.data(), bytes.size());
            if (got < 0)
                return wouldBlock();
            begin = 0;
            end = static_cast<std::size_t>(got);
            ended = got == 0;
        }
        if (begin != end) {
            const ssize_t put = send(to, bytes.data() + begin, end - begin, MSG_NOSIGNAL);
            if (put < 0)
                return wouldBlock();
            begin += static_cast<std::size_t>(put);
        }
        if (begin == end && ended) {
            done = true;
            shutdown(to, SHUT_WR);
        }
    }
    return true;
}

} // namespace straightline::relay
