// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace straightline
{

/// What lies between a TestSocket and its connection when that is not plain.
class TestTransport
{
public:
    static constexpr ssize_t kTryAgain = -2;
    virtual ~TestTransport() = default;
    virtual bool pending() const = 0; ///< bytes are there already
    virtual ssize_t receive(char* into, std::size_t size) = 0;
    virtual ssize_t send(const char* bytes, std::size_t size) = 0;
    virtual void shutdownSend() = 0;
};

/// A blocking TCP connection on loopback with a deadline on every wait. For tests, on any one thread.
class TestSocket
{
public:
    TestSocket() = default;
    explicit TestSocket(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    TestSocket(TestSocket&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
        , m_transport(std::move(other.m_transport))
        , m_received(std::move(other.m_received))
    {
    }
    TestSocket& operator=(TestSocket&& other) noexcept
    {
        close();
        m_descriptor = std::exchange(other.m_descriptor, -1);
        m_transport = std::move(other.m_transport);
        m_received = std::move(other.m_received);
        return *this;
    }
    ~TestSocket() { close(); }

    static TestSocket connectTo(std::uint16_t port, int receiveBufferBytes = 0)
    {
        TestSocket made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (receiveBufferBytes > 0)
            ::setsockopt(made.m_descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBufferBytes, sizeof receiveBufferBytes);
        const int yes = 1;
        ::setsockopt(made.m_descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(made.m_descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            made.close();
        return made;
    }

    void setTransport(std::unique_ptr<TestTransport> transport) { m_transport = std::move(transport); }

    bool isOpen() const { return m_descriptor >= 0; }
    int descriptor() const { return m_descriptor; }

    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = m_transport ? m_transport->send(bytes.data(), bytes.size())
                                             : ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// More bytes into received(); false at the end, on a failure, or when none came in time.
    bool receive(std::chrono::milliseconds within = std::chrono::seconds(10))
    {
        const auto until = std::chrono::steady_clock::now() + within;
        char bytes[65'536];
        ssize_t size = TestTransport::kTryAgain;
        while (size == TestTransport::kTryAgain) { // what came may have been TLS's own
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                until - std::chrono::steady_clock::now() + std::chrono::milliseconds(1));
            pollfd wait{.fd = m_descriptor, .events = POLLIN, .revents = 0};
            const bool there = m_transport && m_transport->pending();
            if (!there && (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) != 1))
                return false;
            size =
                m_transport ? m_transport->receive(bytes, sizeof bytes) : ::recv(m_descriptor, bytes, sizeof bytes, 0);
        }
        m_ended = size <= 0;
        if (size > 0)
            m_received.append(bytes, static_cast<std::size_t>(size));
        return size > 0;
    }
    std::string& received() { return m_received; }
    bool ended() const { return m_ended; }

    /// True when the peer closes within the time; what it still sends goes into received().
    bool closesWithin(std::chrono::milliseconds time)
    {
        const auto until = std::chrono::steady_clock::now() + time;
        while (!m_ended) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
            if (left.count() <= 0 || (!receive(left) && !m_ended))
                return false;
        }
        return true;
    }

    void shutdownSend()
    {
        if (m_transport)
            m_transport->shutdownSend();
        ::shutdown(m_descriptor, SHUT_WR);
    }
    /// Closes with a reset.
    void reset()
    {
        const linger now{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        close();
    }
    void close()
    {
        m_transport.reset();
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }

private:
    int m_descriptor = -1;
    std::unique_ptr<TestTransport> m_transport;
    bool m_ended = false;
    std::string m_received;
};

/// A message head as tests look at it: start line, and fields by lower-case name (the last of each).
struct TestHead {
    std::string startLine;
    std::map<std::string, std::string> fields;
    std::size_t bytes = 0;

    std::string field(const std::string& name) const
    {
        const auto found = fields.find(name);
        return found == fields.end() ? std::string() : found->second;
    }
};

inline std::optional<TestHead> parseTestHead(const std::string& text)
{
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos)
        return std::nullopt;
    TestHead head{.startLine = text.substr(0, text.find("\r\n")), .fields = {}, .bytes = end + 4};
    std::size_t at = head.startLine.size() + 2;
    while (at < end) {
        const std::size_t lineEnd = text.find("\r\n", at);
        const std::string line = text.substr(at, lineEnd - at);
        const std::size_t colon = line.find(':');
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        head.fields[name] = colon + 2 <= line.size() ? line.substr(colon + 2) : std::string();
        at = lineEnd + 2;
    }
    return head;
}

/// Takes the next whole chunked body off `text`; nothing while it is incomplete.
inline std::optional<std::string> takeTestChunks(std::string& text)
{
    std::string body;
    std::size_t at = 0;
    while (true) {
        const std::size_t lineEnd = text.find("\r\n", at);
        if (lineEnd == std::string::npos)
            return std::nullopt;
        const std::size_t size = std::strtoull(text.c_str() + at, nullptr, 16);
        if (size == 0) { // trailers may follow, which nobody here looks at
            const std::size_t end = text.find("\r\n\r\n", lineEnd);
            if (end == std::string::npos)
                return std::nullopt;
            text.erase(0, end + 4);
            return body;
        }
        if (text.size() < lineEnd + 2 + size + 2)
            return std::nullopt;
        body.append(text, lineEnd + 2, size);
        at = lineEnd + 2 + size + 2;
    }
}

struct TestAnswer {
    int status = 0; ///< 0: none came
    TestHead head;
    std::string body;
    bool complete = false;
};

/// Reads one whole answer. `toHead`: without a body.
inline TestAnswer readTestAnswer(TestSocket& socket, bool toHead = false)
{
    TestAnswer answer;
    std::optional<TestHead> head;
    while (!(head = parseTestHead(socket.received()))) {
        if (!socket.receive())
            return answer;
    }
    socket.received().erase(0, head->bytes);
    answer.head = *head;
    answer.status = std::atoi(head->startLine.c_str() + 9);
    const bool bodyless = toHead || answer.status == 204 || answer.status == 304 || answer.status < 200;
    if (bodyless) {
        answer.complete = true;
    } else if (head->field("transfer-encoding") == "chunked") {
        std::optional<std::string> body;
        while (!(body = takeTestChunks(socket.received()))) {
            if (!socket.receive())
                return answer;
        }
        answer.body = *body;
        answer.complete = true;
    } else if (!head->field("content-length").empty()) {
        const std::size_t size = std::stoull(head->field("content-length"));
        while (socket.received().size() < size) {
            if (!socket.receive())
                break;
        }
        answer.complete = socket.received().size() >= size;
        answer.body = socket.received().substr(0, size);
        socket.received().erase(0, answer.body.size());
    } else {
        while (socket.receive()) {
        }
        answer.body = std::exchange(socket.received(), {});
        answer.complete = socket.ended();
    }
    return answer;
}

} // namespace straightline
