// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility> // Asio 1.74 forgets it; must come first with g++ 12

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "engine/api/functionhost.h"
#include "engine/api/result.h"
#include "engine/dispatch/functioncall.h"
#include "engine/dispatch/functionconnection.h"

namespace straightline::dispatch
{

/// The Runtime API of one function instance: a unix socket of its own, so that no instance can speak for another, and
/// the protocol's state. Tells its watcher what the instance does. On the pool's gateway thread; owned by the pool.
class FunctionEndpoint
{
public:
    /// What an instance does. Called on the gateway thread; the endpoint must not be destroyed inside.
    class Watcher
    {
    public:
        virtual ~Watcher() = default;
        virtual void instanceReady(InstanceId id) = 0; ///< it waits for an event
        virtual void instanceLeft(InstanceId id) = 0;  ///< it waits no longer: the connection closed
        virtual void eventTaken(InstanceId id, bool whole) = 0;
        virtual void answered(InstanceId id, std::string json) = 0;
        virtual void failed(InstanceId id, std::string why) = 0; ///< of the invocation that it was given
        virtual void initFailed(InstanceId id, std::string why) = 0;
    };

    struct Event {
        std::string requestId;
        std::string functionArn;
        std::string traceId;
        std::int64_t deadlineMillis = 0; ///< since the epoch
        std::string json;
    };

    /// Listens on `path`, only for this user.
    static Result<std::unique_ptr<FunctionEndpoint>> open(boost::asio::io_context& context, std::string path,
                                                          InstanceId id, std::uint64_t answerLimitBytes,
                                                          Watcher& watcher);
    ~FunctionEndpoint();
    FunctionEndpoint(const FunctionEndpoint&) = delete;
    FunctionEndpoint& operator=(const FunctionEndpoint&) = delete;

    void give(Event event); ///< to an instance that is ready
    void close();           ///< the socket file, the listener and every connection
    bool hasConnections() const { return !m_connections.empty(); }

    // From the connections.
    void headRead(FunctionConnection& connection, const FunctionCall& call, std::string_view errorType);
    void bodyRead(FunctionConnection& connection, std::string body);
    void bodyTooLarge(FunctionConnection& connection);
    void deliveryEnded(FunctionConnection& connection, bool whole);
    void connectionClosed(FunctionConnection& connection);

private:
    using Acceptor =
        boost::asio::basic_socket_acceptor<FunctionConnection::Protocol, boost::asio::io_context::executor_type>;

    FunctionEndpoint(boost::asio::io_context& context, std::string path, InstanceId id, std::uint64_t answerLimitBytes,
                     Watcher& watcher);
    void accept();
    void retryAccept();
    void next(FunctionConnection& connection);
    void failInvocation(std::string why);

    boost::asio::io_context& m_context;
    std::string m_path;
    InstanceId m_id;
    std::uint64_t m_answerLimitBytes;
    Watcher& m_watcher;
    Acceptor m_acceptor;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                      boost::asio::io_context::executor_type>
        m_retry;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); ///< what pending accepts look at before they touch us
    std::vector<std::shared_ptr<FunctionConnection>> m_connections;
    FunctionConnection* m_parked = nullptr;
    std::string m_given;                     ///< request id that has no answer yet
    bool m_begun = false;                    ///< it has called …/next
    FunctionConnection* m_reading = nullptr; ///< whose body is being read
    FunctionCallKind m_readingKind = FunctionCallKind::Unknown;
    std::string m_readingErrorType;
};

} // namespace straightline::dispatch
