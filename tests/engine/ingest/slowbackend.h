// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

#include "tests/support/testbackend.h"

namespace straightline
{

/// Answers at once, but what has "slow" in its target when the test lets it, or never: then it sees the connection end.
struct SlowBackend {
    explicit SlowBackend(std::string name)
        : said(TestBackend::answer(200, name))
    {
    }

    std::string said;                   ///< to slow ones; empty: closes the connection
    std::atomic<bool> keepsOpen{false}; ///< after quick ones
    std::atomic<int> inside{0};
    std::atomic<int> letGo{0}; ///< so many slow ones, ever
    std::atomic<int> left{0};  ///< connections that the gateway closed while a slow one was held
    std::mutex mutex;
    std::string body; ///< of the latest
    TestBackend backend{[this](TestSocket& socket, TestBackend::Request& request) {
        if (!TestBackend::readBody(socket, request))
            return false;
        if (request.target.find("slow") == std::string::npos)
            return socket.send(TestBackend::answer(200, "quick", keepsOpen ? "" : "Connection: close\r\n"));
        {
            const std::lock_guard lock(mutex);
            body = request.body;
        }
        const int number = ++inside;
        while (letGo < number) {
            if (!socket.receive(std::chrono::milliseconds(2)) && socket.ended()) {
                ++left;
                return false;
            }
        }
        return !said.empty() && socket.send(said);
    }};
};

} // namespace straightline
