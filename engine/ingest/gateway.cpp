// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ingest/gateway.h"

#include <algorithm>
#include <charconv>
#include <thread>

#include <pthread.h>
#include <sys/resource.h>

#include "engine/dispatch/functioninvoker.h"
#include "engine/ingest/gatewaythread.h"

namespace straightline::ingest
{

using boost::asio::ip::tcp;

namespace
{

/// Automatic renewal is usual 30 days before the end: after that somebody should look.
constexpr std::chrono::hours kCertificateWarning{14 * 24};

Result<tcp::endpoint> parseListen(const std::string& text)
{
    const auto invalid = [&] {
        return failure(ErrorCode::InvalidArgument,
                       "gateway.listen \"" + text + "\": must be ADDRESS:PORT with a numeric address or localhost");
    };
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos)
        return invalid();
    std::string host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    if (host == "localhost")
        host = "127.0.0.1";
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data() + colon + 1, end, port);
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(host, error);
    if (error || problem != std::errc() || rest != end || colon + 1 == text.size())
        return invalid();
    return tcp::endpoint(address, port);
}

std::string toText(const tcp::endpoint& endpoint)
{
    const std::string address = endpoint.address().to_string();
    const std::string host = endpoint.address().is_v6() ? "[" + address + "]" : address;
    return host + ":" + std::to_string(endpoint.port());
}

/// With SO_REUSEPORT a second gateway could listen on our port unnoticed, so it is first taken without.
Result<void> checkFree(const tcp::endpoint& address)
{
    boost::asio::io_context context;
    tcp::acceptor probe(context);
    boost::system::error_code error;
    probe.open(address.protocol(), error);
    if (!error)
        probe.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        probe.bind(address, error);
    if (!error)
        probe.listen(1, error);
    if (!error)
        return {};
    const bool taken = error == boost::asio::error::address_in_use;
    return failure(taken ? ErrorCode::Conflict : ErrorCode::Unreachable,
                   "cannot listen on " + toText(address) + ": " + error.message());
}

/// Each connection may need a second one upstream: no more than half of the descriptors that we may have.
std::uint32_t connectionsWithin(std::uint32_t wanted)
{
    constexpr rlim_t kReserved = 128;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    if (limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    const rlim_t most = limit.rlim_cur > 2 * kReserved ? (limit.rlim_cur - kReserved) / 2 : kReserved / 2;
    return static_cast<std::uint32_t>(std::min<rlim_t>(wanted, most));
}

} // namespace

class Gateway::Impl
{
public:
    Impl(const GatewaySettings& settings, GatewayContext context)
        : m_shared(settings, std::move(context))
    {
        m_shared.settings.maxConnections = connectionsWithin(settings.maxConnections);
        for (std::uint32_t i = 0; i < settings.threads; ++i)
            m_threads.push_back(std::make_unique<GatewayThread>(m_shared, i));
    }

    Result<void> listen(Door door, const std::string& where)
    {
        if (where.empty())
            return {};
        const Result<tcp::endpoint> parsed = parseListen(where);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        tcp::endpoint address = *parsed;
        const bool sharedPort = m_threads.size() > 1;
        if (sharedPort && address.port() != 0) {
            if (Result<void> free = checkFree(address); !free)
                return free;
        }
        for (const auto& thread : m_threads) {
            const Result<tcp::endpoint> bound = thread->listen(door, address, sharedPort);
            if (!bound)
                return tl::make_unexpected(bound.error());
            address = *bound;
        }
        (door == Door::Tls ? m_tlsAddress : m_address) = toText(address);
        return {};
    }

    Result<void> listenAll()
    {
        const GatewaySettings& settings = m_shared.settings;
        if (!settings.tls.listen.empty()) {
            if (Result<void> opened = m_shared.tls.openListener(settings.tls); !opened)
                return opened;
        }
        return listen(Door::Plain, settings.listen).and_then([&] { return listen(Door::Tls, settings.tls.listen); });
    }

    void start()
    {
        if (m_shared.context.functions != nullptr) {
            std::vector<boost::asio::io_context*> homes;
            for (const auto& thread : m_threads)
                homes.push_back(&thread->context());
            m_shared.context.functions->start(homes);
        }
        for (std::size_t i = 0; i < m_threads.size(); ++i) {
            m_running.emplace_back([thread = m_threads[i].get()] { thread->run(); });
            pthread_setname_np(m_running.back().native_handle(), ("gateway-" + std::to_string(i)).c_str());
        }
    }

    void publish(RoutingTablePtr table)
    {
        m_shared.tls.prepare(*table);
        if (m_shared.context.functions != nullptr)
            m_shared.context.functions->publish(table);
        const std::lock_guard lock(m_shared.tableMutex);
        m_shared.table = std::move(table);
        m_shared.tableChanges.fetch_add(1, std::memory_order_release);
    }

    void drain()
    {
        m_shared.draining.store(true, std::memory_order_relaxed);
        for (const auto& thread : m_threads)
            thread->postDrain();
    }

    void stop()
    {
        if (m_running.empty())
            return;
        for (const auto& thread : m_threads)
            thread->postStop();
        for (std::thread& each : m_running)
            each.join();
        m_running.clear();
        if (m_shared.context.functions != nullptr)
            m_shared.context.functions->stop();
    }

    GatewayCounters counters() const
    {
        GatewayCounters sum;
        sum.connections = m_shared.connections.load(std::memory_order_relaxed);
        for (const auto& thread : m_threads) { // finished first: it never runs ahead of accepted
            sum.finished += thread->counters().finished.load(std::memory_order_acquire);
            sum.retries += thread->counters().retries.load(std::memory_order_relaxed);
            sum.hedges += thread->counters().hedges.load(std::memory_order_relaxed);
            sum.hedgesWon += thread->counters().hedgesWon.load(std::memory_order_relaxed);
            sum.hedgesRefused += thread->counters().hedgesRefused.load(std::memory_order_relaxed);
            for (std::size_t i = 0; i < kLimitCount; ++i)
                sum.limits[i] += thread->counters().limits[i].load(std::memory_order_relaxed);
            sum.failedHandshakes += thread->counters().failedHandshakes.load(std::memory_order_relaxed);
        }
        for (const auto& thread : m_threads)
            sum.accepted += thread->counters().accepted.load(std::memory_order_acquire);
        sum.inFlight = sum.accepted - sum.finished;
        return sum;
    }

    double frequency(std::uint32_t slot) const
    {
        RoutingTablePtr table;
        {
            const std::lock_guard lock(m_shared.tableMutex);
            table = m_shared.table;
        }
        if (!table)
            return 0.0;
        const auto found = std::find_if(table->applications.begin(), table->applications.end(),
                                        [&](const ApplicationRoute& each) { return each.slot == slot; });
        return found == table->applications.end() ? 0.0 : m_shared.windows.rate(*found, GatewayThread::now());
    }

    const std::string& address() const { return m_address; }
    const std::string& tlsAddress() const { return m_tlsAddress; }
    dispatch::TlsContexts& tls() { return m_shared.tls; }
    std::uint32_t connections() const { return m_shared.connections.load(std::memory_order_acquire); }

private:
    GatewayShared m_shared;
    std::vector<std::unique_ptr<GatewayThread>> m_threads;
    std::vector<std::thread> m_running;
    std::string m_address;
    std::string m_tlsAddress;
};

Result<std::unique_ptr<Gateway>> Gateway::open(const GatewaySettings& settings, GatewayContext context)
{
    if (settings.threads == 0 || settings.threads > 64 || context.load == nullptr
        || context.sinks.size() != settings.threads)
        return failure(ErrorCode::InvalidArgument, "gateway.threads must be 1 … 64, with one record sink each");
    auto impl = std::make_unique<Impl>(settings, std::move(context));
    if (Result<void> listening = impl->listenAll(); !listening)
        return tl::make_unexpected(listening.error());
    impl->start();
    return std::unique_ptr<Gateway>(new Gateway(std::move(impl)));
}

Gateway::Gateway(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Gateway::~Gateway()
{
    stop();
}

std::string Gateway::listenAddress() const
{
    return m_impl->address();
}

std::string Gateway::tlsListenAddress() const
{
    return m_impl->tlsAddress();
}

std::vector<dispatch::TlsReload> Gateway::reviewCertificates(bool readAll)
{
    return readAll ? m_impl->tls().reload() : m_impl->tls().review();
}

std::vector<std::string> Gateway::certificateProblems() const
{
    std::vector<std::string> sentences = m_impl->tls().problems();
    if (const auto end = certificateEnd()) {
        const auto left = *end - std::chrono::system_clock::now();
        const auto days = std::chrono::duration_cast<std::chrono::hours>(left).count() / 24;
        if (left.count() <= 0)
            sentences.emplace_back("TLS: the listener's certificate has expired");
        else if (left < kCertificateWarning)
            sentences.push_back("TLS: the listener's certificate expires in " + std::to_string(days) + " days");
    }
    return sentences;
}

std::optional<std::chrono::system_clock::time_point> Gateway::certificateEnd() const
{
    const dispatch::TlsContextPtr context = m_impl->tls().listenerContext();
    return context ? std::optional(context->notAfter()) : std::nullopt;
}

void Gateway::publish(RoutingTablePtr table)
{
    m_impl->publish(std::move(table));
}

void Gateway::beginDrain()
{
    m_impl->drain();
}

bool Gateway::idle() const
{
    return m_impl->connections() == 0;
}

void Gateway::stop()
{
    m_impl->stop();
}

GatewayCounters Gateway::counters() const
{
    return m_impl->counters();
}

double Gateway::frequency(std::uint32_t applicationSlot) const
{
    return m_impl->frequency(applicationSlot);
}

} // namespace straightline::ingest
