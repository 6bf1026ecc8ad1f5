// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "tests/engine/ingest/gatewayfixture.h"

namespace straightline
{

/// A backend whose requests wait until the test lets them go.
struct GatedBackend {
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    std::atomic<int> letGo{0};
    std::mutex mutex;
    std::vector<std::string> order;
    TestBackend backend{[this](TestSocket& socket, TestBackend::Request& request) {
        TestBackend::readBody(socket, request);
        int number = 0;
        {
            const std::lock_guard lock(mutex);
            order.push_back(request.target);
            number = static_cast<int>(order.size());
        }
        most = std::max(most.load(), ++inside);
        const bool passed = GatewayFixture::eventually([&] { return letGo >= number; });
        --inside;
        return passed && socket.send(TestBackend::answer(200, request.target));
    }};
};

/// A port of this machine at which nobody listens.
inline std::uint16_t refusingPort()
{
    const TestBackend gone(TestBackend::answering("x"));
    return gone.port();
}

} // namespace straightline
