// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "tests/support/testsocket.h"

namespace straightline
{

/// An HTTP server in this process that does what a test tells it, right or wrong. One thread accepts, one more for each
/// connection; the handler runs there and has the whole connection in its hands.
class TestBackend
{
public:
    struct Request {
        std::string method;
        std::string target;
        TestHead head;
        std::string body;
    };
    /// Called after each head. False ends the connection.
    using Handler = std::function<bool(TestSocket&, Request&)>;

    using Securer = std::function<std::unique_ptr<TestTransport>(int socket)>;

    /// With `securer` each connection begins with it, and ends when it gives null.
    explicit TestBackend(Handler handler, Securer securer = {}, std::uint16_t port = 0)
        : m_handler(std::move(handler))
        , m_securer(std::move(securer))
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        listenOn(port);
    }
    ~TestBackend() { stop(); }
    TestBackend(const TestBackend&) = delete;
    TestBackend& operator=(const TestBackend&) = delete;

    /// Reads the body that the head announces; false when it does not come.
    static bool readBody(TestSocket& socket, Request& request)
    {
        if (request.head.field("transfer-encoding") == "chunked") {
            std::optional<std::string> body;
            while (!(body = takeTestChunks(socket.received()))) {
                if (!socket.receive())
                    return false;
            }
            request.body = *body;
            return true;
        }
        const std::string length = request.head.field("content-length");
        const std::size_t size = length.empty() ? 0 : std::stoull(length);
        while (socket.received().size() < size) {
            if (!socket.receive())
                return false;
        }
        request.body = socket.received().substr(0, size);
        socket.received().erase(0, size);
        return true;
    }

    static std::string answer(int status, std::string_view body, std::string_view fields = {})
    {
        return "HTTP/1.1 " + std::to_string(status) + " Tested\r\nContent-Length: " + std::to_string(body.size())
               + "\r\n" + std::string(fields) + "\r\n" + std::string(body);
    }

    /// Reads the body and answers 200 with `body`.
    static Handler answering(std::string body)
    {
        return [body](TestSocket& socket, Request& request) {
            return readBody(socket, request) && socket.send(answer(200, body));
        };
    }

    std::uint16_t port() const { return m_port; }
    int requests() const { return m_requests; }
    int connections() const { return m_connectionsMade; }
    int openConnections() const { return m_openConnections; }

    void stop()
    {
        if (m_stopped.exchange(true))
            return;
        ::shutdown(m_listener, SHUT_RDWR);
        m_acceptor.join();
        ::close(m_listener);
        {
            const std::lock_guard lock(m_mutex);
            for (const int each : m_descriptors)
                ::shutdown(each, SHUT_RDWR);
        }
        for (std::thread& each : m_threads)
            each.join();
    }

private:
    void listenOn(std::uint16_t port)
    {
        const int yes = 1;
        ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(m_listener, 1'024);
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_acceptor = std::thread([this] { acceptLoop(); });
    }

    void acceptLoop()
    {
        while (true) {
            const int accepted = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (accepted < 0)
                return;
            const std::lock_guard lock(m_mutex);
            ++m_connectionsMade;
            ++m_openConnections;
            m_descriptors.push_back(accepted);
            m_threads.emplace_back([this, accepted] { serve(accepted); });
        }
    }

    void serve(int descriptor)
    {
        TestSocket socket(descriptor);
        bool secured = true;
        if (m_securer) {
            std::unique_ptr<TestTransport> transport = m_securer(descriptor);
            secured = transport != nullptr;
            socket.setTransport(std::move(transport));
        }
        while (secured) {
            std::optional<TestHead> head;
            while (!(head = parseTestHead(socket.received()))) {
                if (!socket.receive(std::chrono::minutes(5)))
                    break;
            }
            if (!head)
                break;
            socket.received().erase(0, head->bytes);
            const std::size_t space = head->startLine.find(' ');
            Request request{.method = head->startLine.substr(0, space),
                            .target = head->startLine.substr(space + 1, head->startLine.rfind(' ') - space - 1),
                            .head = *head,
                            .body = {}};
            ++m_requests;
            if (!m_handler(socket, request) || !socket.isOpen())
                break;
        }
        const std::lock_guard lock(m_mutex);
        m_descriptors.remove(descriptor);
        socket.close();
        --m_openConnections;
    }

    Handler m_handler;
    Securer m_securer;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_stopped{false};
    std::atomic<int> m_requests{0};
    std::atomic<int> m_connectionsMade{0};
    std::atomic<int> m_openConnections{0};
    std::thread m_acceptor;
    std::mutex m_mutex;
    std::list<std::thread> m_threads;
    std::list<int> m_descriptors;
};

} // namespace straightline
