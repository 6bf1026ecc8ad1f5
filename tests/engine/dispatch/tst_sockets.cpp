// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <thread>

#include <sys/socket.h>

#include "engine/dispatch/upstreampool.h"
#include "tests/support/testbackend.h"

using namespace straightline;
using namespace straightline::dispatch;

/// Streams, the poller and the upstream pool over real sockets of this machine.
class TestSockets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void readsOnlyWhenArmed();
    void holdsABufferOnlyWhileBytesAreInIt();
    void sendsWhatTheKernelDidNotTake();
    void leavesABodyThatDoesNotFit();
    void tellsOfARefusedConnection();
    void everyStreamHasItsTurn();
    void aFullPoolClosesItsOldest();
    void aPoolDropsWhatItsBackendCloses();
    void aPoolGoesWhenNothingNamesIt();
    void aPoolLearnsHowLongItsBackendKeepsConnections();
    void aPoolLearnsNothingFromABackendsEnd();

private:
    bool runUntil(const std::function<bool()>& condition);
    std::pair<StreamPtr, TestSocket> pair();

    std::unique_ptr<IoContext> m_context;
    std::unique_ptr<Poller> m_poller;
    BufferPool m_buffers;
};

namespace
{

constexpr std::int64_t kSecond = 1'000'000'000;

class Counter final : public StreamOwner
{
public:
    void streamMoved() override { ++told; }
    int told = 0;
};

iovec toPiece(const std::string& text)
{
    return {const_cast<char*>(text.data()), text.size()};
}

} // namespace

void TestSockets::init()
{
    m_context = std::make_unique<IoContext>(1);
    m_poller = std::make_unique<Poller>(*m_context);
    m_poller->start();
}

void TestSockets::cleanup()
{
    m_poller.reset();
    m_context.reset();
}

bool TestSockets::runUntil(const std::function<bool()>& condition)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition() && std::chrono::steady_clock::now() < until)
        m_context->run_one_for(std::chrono::milliseconds(20));
    return condition();
}

std::pair<StreamPtr, TestSocket> TestSockets::pair()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        qFatal("socketpair");
    return {StreamPtr(new Stream(ends[0], *m_poller, m_buffers)), TestSocket(ends[1])};
}

void TestSockets::readsOnlyWhenArmed()
{
    auto [stream, peer] = pair();
    Counter owner;
    stream->setOwner(&owner);
    peer.send("one");
    m_context->run_for(std::chrono::milliseconds(30)); // the edge passes
    QCOMPARE(owner.told, 0);
    QVERIFY(stream->received().empty());
    stream->arm(BufferPool::kSmall);
    QVERIFY(runUntil([&, &s = stream] { return s->received() == "one"; }));
    peer.send("two");
    peer.close();
    m_context->run_for(std::chrono::milliseconds(30));
    QCOMPARE(owner.told, 1);
    stream->arm(BufferPool::kSmall);
    QVERIFY(runUntil([&, &s = stream] { return s->received() == "onetwo"; }));
    QVERIFY(!stream->ended());
    stream->arm(BufferPool::kSmall); // the end came with the bytes: there is no second edge for it
    QVERIFY(runUntil([&, &s = stream] { return s->ended(); }));
    QVERIFY(!stream->failed());
}

void TestSockets::holdsABufferOnlyWhileBytesAreInIt()
{
    auto [stream, peer] = pair();
    stream->arm(BufferPool::kLarge);
    peer.send("x");
    QVERIFY(runUntil([&, &s = stream] { return s->received() == "x"; }));
    const char* block = stream->received().data();
    stream->consume(1);
    Block again = m_buffers.take(BufferPool::kLarge);
    QVERIFY(again.bytes.get() == block);
}

void TestSockets::sendsWhatTheKernelDidNotTake()
{
    auto [stream, peer] = pair();
    Counter owner;
    stream->setOwner(&owner);
    const std::string much(8'000'000, 'x');
    const iovec piece = toPiece(much);
    QVERIFY(stream->send({&piece, 1}));
    QVERIFY(!stream->writable());
    std::thread reader([&socket = peer, &much] {
        while (socket.received().size() < much.size() && socket.receive()) {
        }
    });
    QVERIFY(runUntil([&, &s = stream] { return s->writable(); }));
    reader.join();
    QCOMPARE(owner.told, 1);
    QVERIFY(peer.received() == much);
}

void TestSockets::leavesABodyThatDoesNotFit()
{
    auto [stream, peer] = pair();
    Counter owner;
    stream->setOwner(&owner);
    const std::string head = "head:";
    const std::string body(8'000'000, 'x');
    const iovec first = toPiece(head);
    const auto taken = stream->send({&first, 1}, body);
    QVERIFY(taken.has_value());
    QVERIFY(*taken > 0 && *taken < body.size());
    QVERIFY(!stream->writable());
    while (peer.received().size() < head.size() + *taken)
        QVERIFY(peer.receive());
    QVERIFY(runUntil([&, &s = stream] { return s->writable(); }));
    QCOMPARE(owner.told, 1);
    QCOMPARE(peer.received().size(), head.size() + *taken);
    peer.close();
    QVERIFY(runUntil([&, &s = stream] { return !s->send({}, body).has_value(); }));
}

void TestSockets::tellsOfARefusedConnection()
{
    std::uint16_t port = 0;
    {
        TestBackend backend(TestBackend::answering("x"));
        port = backend.port();
    }
    StreamPtr stream(new Stream(-1, *m_poller, m_buffers));
    stream->connect({boost::asio::ip::address_v4::loopback(), port});
    QVERIFY(runUntil([&] { return stream->failed(); }));
    QVERIFY(!stream->connected());
}

void TestSockets::everyStreamHasItsTurn()
{
    // A stream whose peer never pauses must not keep the others waiting.
    class Greedy final : public StreamOwner
    {
    public:
        void streamMoved() override
        {
            stream->consume(stream->received().size());
            stream->arm(BufferPool::kSmall);
        }
        StreamPtr stream;
    };
    auto [fast, endless] = pair();
    auto [slow, once] = pair();
    Greedy greedy;
    greedy.stream = fast;
    fast->setOwner(&greedy);
    fast->arm(BufferPool::kSmall);
    std::atomic<bool> stop{false};
    std::thread sender([&socket = endless, &stop] {
        const std::string piece(65'536, 'x');
        while (!stop && socket.send(piece)) {
        }
    });
    slow->arm(BufferPool::kSmall);
    once.send("mine");
    const bool came = runUntil([&, &s = slow] { return s->received() == "mine"; });
    stop = true;
    fast->setOwner(nullptr);
    fast->close();
    sender.join();
    QVERIFY(came);
}

void TestSockets::aFullPoolClosesItsOldest()
{
    TestBackend backend(TestBackend::answering("x"));
    EndpointPool pool(*m_poller, m_buffers, {"127.0.0.1", backend.port()});
    std::vector<UpstreamPtr> inUse;
    const auto connectOne = [&] {
        inUse.push_back(pool.connect());
        return runUntil([&] { return inUse.back()->connected(); });
    };
    for (std::size_t i = 0; i < EndpointPool::kMaxIdle; ++i)
        QVERIFY(connectOne());
    const UpstreamPtr oldest = inUse.front();
    for (UpstreamPtr& each : inUse)
        pool.giveBack(std::move(each), true, kSecond, 0);
    inUse.clear();
    // All are too old for a request that must not be sent twice; the new one has to find room nevertheless.
    const std::int64_t later = 3 * kSecond;
    QVERIFY(!pool.takeIdle(later, true));
    QVERIFY(connectOne());
    const UpstreamPtr fresh = inUse.front();
    pool.giveBack(std::move(inUse.front()), true, later, 0);
    QVERIFY(!oldest->isOpen());
    QVERIFY(pool.takeIdle(later, true) == fresh);
    pool.giveBack(fresh, false, later, 0);
    QCOMPARE(pool.inUse(), 0U);
}

void TestSockets::aPoolDropsWhatItsBackendCloses()
{
    auto backend = std::make_unique<TestBackend>(TestBackend::answering("x"));
    EndpointPool pool(*m_poller, m_buffers, {"127.0.0.1", backend->port()});
    const UpstreamPtr connection = pool.connect();
    QVERIFY(runUntil([&] { return connection->connected() && backend->openConnections() == 1; }));
    pool.giveBack(connection, true, kSecond, 0);
    QVERIFY(!pool.unused());
    backend.reset();
    QVERIFY(runUntil([&] { return pool.unused(); }));
    QVERIFY(!connection->isOpen());
}

void TestSockets::aPoolGoesWhenNothingNamesIt()
{
    TestBackend backend(TestBackend::answering("x"));
    TlsContexts contexts;
    UpstreamPools pools(*m_poller, m_buffers, contexts);
    EndpointPoolPtr pool = pools.at({"127.0.0.1", backend.port()});
    QVERIFY(pools.at({"127.0.0.1", backend.port()}) == pool);
    UpstreamPtr idle = pool->connect();
    UpstreamPtr busy = pool->connect();
    QVERIFY(runUntil([&] { return idle->connected() && busy->connected() && backend.openConnections() == 2; }));
    pool->giveBack(idle, true, kSecond, 0);
    pools.sweep(2 * kSecond);
    QVERIFY(idle->isOpen());
    pool.reset(); // as when a redeployed container listens elsewhere
    pools.sweep(3 * kSecond);
    QCOMPARE(pools.count(), std::size_t{1});
    QVERIFY(busy->isOpen());
    busy->pool().giveBack(busy, true, 4 * kSecond, 0);
    pools.sweep(5 * kSecond);
    QCOMPARE(pools.count(), std::size_t{0});
    QVERIFY(!idle->isOpen());
    QVERIFY(!busy->isOpen());
}

void TestSockets::aPoolLearnsHowLongItsBackendKeepsConnections()
{
    TestBackend backend(TestBackend::answering("x"));
    EndpointPool pool(*m_poller, m_buffers, {"127.0.0.1", backend.port()});
    const auto offeredAfter = [&](std::int64_t idleNanos, std::int64_t now) {
        UpstreamPtr connection = pool.connect();
        if (!runUntil([&] { return connection->connected(); }))
            return false;
        pool.giveBack(std::move(connection), true, now - idleNanos, 0);
        const UpstreamPtr offered = pool.takeIdle(now, true);
        if (offered)
            pool.giveBack(offered, false, now, 0);
        pool.closeIdle();
        return offered != nullptr;
    };
    const std::int64_t now = 1'000 * kSecond;
    QVERIFY(offeredAfter(kSecond, now));
    QVERIFY(!offeredAfter(kSecond + 1, now));
    pool.closedAfter(kSecond, now);
    QVERIFY(offeredAfter(kSecond / 2, now));
    QVERIFY(!offeredAfter(kSecond / 2 + 1, now));
    pool.closedAfter(kSecond / 5, now);
    pool.closedAfter(20 * kSecond, now + kSecond); // the shortest counts
    QVERIFY(offeredAfter(kSecond / 10, now));
    QVERIFY(!offeredAfter(kSecond / 10 + 1, now));
    pool.sweep(now + 62 * kSecond); // a restart long ago says nothing
    QVERIFY(offeredAfter(kSecond, now + 62 * kSecond));
}

/// A killed backend closes all its connections, those too that were used a moment ago. If the pool took that for their
/// keep-alive time, each POST of the next minute would open a connection of its own.
void TestSockets::aPoolLearnsNothingFromABackendsEnd()
{
    auto backend = std::make_unique<TestBackend>(TestBackend::answering("x"));
    const std::uint16_t port = backend->port();
    EndpointPool pool(*m_poller, m_buffers, {"127.0.0.1", port});
    const auto connectOne = [&] {
        const UpstreamPtr connection = pool.connect();
        return runUntil([&] { return connection->connected() || connection->failed(); }) && connection->connected()
                   ? connection
                   : nullptr;
    };
    const auto now = [] { return std::chrono::steady_clock::now().time_since_epoch().count(); };
    UpstreamPtr connection = connectOne();
    QVERIFY(connection);
    pool.giveBack(std::move(connection), true, now(), 0);
    backend.reset();
    QVERIFY(runUntil([&] { return pool.unused(); }));
    backend = std::make_unique<TestBackend>(TestBackend::answering("x"), TestBackend::Securer{}, port);
    connection = connectOne();
    QVERIFY(connection);
    pool.giveBack(std::move(connection), true, now(), 0);
    const UpstreamPtr again = pool.takeIdle(now() + kSecond / 2, true);
    QVERIFY(again);
    pool.giveBack(again, false, now(), 0);
}

QTEST_APPLESS_MAIN(TestSockets)
#include "tst_sockets.moc"
