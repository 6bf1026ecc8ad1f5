// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "steadyload.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>

#include "tests/support/testsocket.h"

namespace straightline
{

namespace
{

/// An answer that takes longer counts as none.
constexpr double kGivenUpAfter = 15.0;

struct Connection {
    TestSocket socket;
    std::size_t answer = 0; ///< index of what it waits for
    bool busy = false;
};

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// True when the answer is complete; fills in what it says.
bool takeAnswer(std::string& received, LoadAnswer& answer)
{
    const auto head = parseTestHead(received);
    if (!head)
        return false;
    const std::string length = head->field("content-length");
    const std::size_t size = head->bytes + (length.empty() ? 0 : std::stoull(length));
    if (received.size() < size)
        return false;
    answer.status = std::atoi(head->startLine.c_str() + 9);
    answer.backend = head->field("x-straightline-backend");
    answer.saysWhen = !head->field("retry-after").empty();
    received.erase(0, size);
    return true;
}

/// Reads what is there; false when the connection is over.
bool readNow(TestSocket& socket)
{
    char bytes[16'384];
    const ssize_t size = ::recv(socket.descriptor(), bytes, sizeof bytes, MSG_DONTWAIT);
    if (size > 0)
        socket.received().append(bytes, static_cast<std::size_t>(size));
    return size > 0 || (size < 0 && (errno == EAGAIN || errno == EINTR));
}

} // namespace

std::vector<LoadAnswer> SteadyLoad::run(double requestsPerSecond, double seconds,
                                        const std::function<void(double)>& each) const
{
    const auto count = static_cast<std::size_t>(std::lround(requestsPerSecond * seconds));
    std::vector<LoadAnswer> answers(count);
    std::vector<Connection> connections;
    const auto start = std::chrono::steady_clock::now();
    std::size_t sent = 0;
    std::size_t open = 0;
    while (true) {
        const double now = secondsSince(start);
        for (; sent < count && static_cast<double>(sent) / requestsPerSecond <= now; ++sent, ++open) {
            answers[sent].due = static_cast<double>(sent) / requestsPerSecond;
            auto idle = std::find_if(connections.begin(), connections.end(), [](const auto& one) { return !one.busy; });
            if (idle == connections.end())
                idle = connections.insert(connections.end(), Connection{});
            if (!idle->socket.isOpen())
                idle->socket = TestSocket::connectTo(m_port);
            idle->busy = true;
            idle->answer = sent;
            answers[sent].late = secondsSince(start) - answers[sent].due;
            idle->socket.send(m_request); // one that breaks is noticed by reading
        }
        std::vector<pollfd> waits;
        std::vector<std::size_t> waiting;
        for (std::size_t i = 0; i < connections.size(); ++i) {
            if (connections[i].busy) {
                waits.push_back({connections[i].socket.descriptor(), POLLIN, 0});
                waiting.push_back(i);
            }
        }
        if (waits.empty() && sent == count)
            return answers;
        const double next = sent < count ? static_cast<double>(sent) / requestsPerSecond - secondsSince(start) : 0.01;
        ::poll(waits.data(), waits.size(), static_cast<int>(std::clamp(next, 0.0, 0.01) * 1'000));
        for (std::size_t i = 0; i < waits.size(); ++i) {
            Connection& one = connections[waiting[i]];
            LoadAnswer& answer = answers[one.answer];
            const bool lives = waits[i].revents == 0 || readNow(one.socket);
            const bool complete = takeAnswer(one.socket.received(), answer);
            answer.took = secondsSince(start) - answer.due;
            if (lives && !complete && answer.took < kGivenUpAfter)
                continue;
            one.busy = false;
            if (!complete || !lives) {
                one.socket.close();
                one.socket.received().clear();
            }
        }
        if (each)
            each(secondsSince(start));
    }
}

std::size_t countOf(const std::vector<LoadAnswer>& answers, const std::function<bool(const LoadAnswer&)>& wanted)
{
    return static_cast<std::size_t>(std::count_if(answers.begin(), answers.end(), wanted));
}

double latenessOf(const std::vector<LoadAnswer>& answers)
{
    std::vector<double> late;
    for (const LoadAnswer& answer : answers)
        late.push_back(answer.late);
    std::sort(late.begin(), late.end());
    return late.empty() ? 0.0 : late[late.size() * 99 / 100];
}

double tookOf(const std::vector<LoadAnswer>& answers, double percentile,
              const std::function<bool(const LoadAnswer&)>& wanted)
{
    std::vector<double> took;
    for (const LoadAnswer& answer : answers) {
        if (wanted(answer))
            took.push_back(answer.took);
    }
    if (took.empty())
        return 0.0;
    std::sort(took.begin(), took.end());
    return took[static_cast<std::size_t>(percentile * static_cast<double>(took.size() - 1))];
}

} // namespace straightline
