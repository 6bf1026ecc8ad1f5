// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A backend as a process of its own, so that it can be killed: scripted-backend [PORT]. Prints its port; ends when its
// standard input does. It answers after `delay_ms`, and what it does with requests is told by
//   GET /behave?mode=answer|fail|half|broken|drop|hole|flap&delay_ms=N
// while GET /health always says 200, and GET /count how many requests it has received (POST ones among them apart).
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "tests/support/testbackend.h"

using namespace straightline;

namespace
{

struct Script {
    std::atomic<char> mode{'a'}; ///< first letter of the mode, 'l' for flap
    std::atomic<int> delayMs{0};
    std::atomic<int> requests{0};
    std::atomic<int> posts{0};
};

std::string queryValue(const std::string& target, const std::string& name)
{
    const std::size_t at = target.find(name + "=");
    if (at == std::string::npos)
        return {};
    const std::size_t begin = at + name.size() + 1;
    return target.substr(begin, target.find('&', begin) - begin);
}

void behave(Script& script, const std::string& target)
{
    const std::string mode = queryValue(target, "mode");
    script.mode = mode == "flap" ? 'l' : mode == "hole" ? 'o' : mode.empty() ? 'a' : mode.front();
    script.delayMs = std::atoi(queryValue(target, "delay_ms").c_str());
}

/// Half a second well, half a second not.
bool flapsNow()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count() / 500 % 2 == 1;
}

bool serve(Script& script, TestSocket& socket, TestBackend::Request& request)
{
    if (!TestBackend::readBody(socket, request))
        return false;
    if (request.target.starts_with("/behave"))
        behave(script, request.target);
    if (request.target == "/count")
        return socket.send(TestBackend::answer(200, std::to_string(script.requests.load()) + " "
                                                        + std::to_string(script.posts.load())));
    if (request.target.starts_with("/behave") || request.target == "/health")
        return socket.send(TestBackend::answer(200, "ok"));
    const int number = ++script.requests;
    script.posts += request.method == "POST" ? 1 : 0;
    const char mode = script.mode;
    if (mode == 'd' || (mode == 'b' && number % 2 == 0))
        return false;
    if (mode == 'o') {
        socket.closesWithin(std::chrono::minutes(1));
        return false;
    }
    if (mode == 'f' || (mode == 'h' && number % 2 == 0) || (mode == 'l' && flapsNow()))
        return socket.send(TestBackend::answer(500, "failed"));
    std::this_thread::sleep_for(std::chrono::milliseconds(script.delayMs)); // its work, not a wait for a condition
    return socket.send(TestBackend::answer(200, "done"));
}

} // namespace

int main(int argc, char** argv)
{
    Script script;
    script.delayMs = 10;
    TestBackend backend(
        [&](TestSocket& socket, TestBackend::Request& request) { return serve(script, socket, request); }, {},
        static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0));
    std::printf("%u\n", static_cast<unsigned>(backend.port()));
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    std::_Exit(0); // its threads wait for the gateway's pooled connections
}
