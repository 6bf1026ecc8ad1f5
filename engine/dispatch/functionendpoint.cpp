// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/functionendpoint.h"

#include <algorithm>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "engine/dispatch/lambdaevent.h"

namespace straightline::dispatch
{
namespace asio = boost::asio;
using boost::system::error_code;

namespace
{

constexpr std::size_t kMaxConnections = 64; ///< of one instance; more are closed at once
constexpr std::uint64_t kErrorLimitBytes = 262'144;
constexpr std::uint64_t kJsonOverheadBytes = 65'536; ///< what surrounds the body in an answer
constexpr int kBacklog = 64;

/// base64 makes four bytes of three.
std::uint64_t rawLimit(std::uint64_t answerLimitBytes)
{
    return answerLimitBytes / 3 * 4 + kJsonOverheadBytes;
}

/// Binds at any path, also where it is too long for a socket address: through its directory's descriptor.
template <class Acceptor>
error_code bindAt(Acceptor& acceptor, const std::string& path)
{
    error_code error;
    const std::filesystem::path whole(path);
    const int directory = ::open(whole.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return {errno, boost::system::system_category()};
    acceptor.bind({fmt::format("/proc/self/fd/{}/{}", directory, whole.filename().string())}, error);
    if (!error && ::fchmodat(directory, whole.filename().c_str(), S_IRUSR | S_IWUSR, 0) != 0)
        error.assign(errno, boost::system::system_category());
    ::close(directory);
    return error;
}

} // namespace

FunctionEndpoint::FunctionEndpoint(asio::io_context& context, std::string path, InstanceId id,
                                   std::uint64_t answerLimitBytes, Watcher& watcher)
    : m_context(context)
    , m_path(std::move(path))
    , m_id(id)
    , m_answerLimitBytes(answerLimitBytes)
    , m_watcher(watcher)
    , m_acceptor(context)
    , m_retry(context)
{
}

FunctionEndpoint::~FunctionEndpoint()
{
    close();
}

Result<std::unique_ptr<FunctionEndpoint>> FunctionEndpoint::open(asio::io_context& context, std::string path,
                                                                 InstanceId id, std::uint64_t answerLimitBytes,
                                                                 Watcher& watcher)
{
    std::unique_ptr<FunctionEndpoint> made(
        new FunctionEndpoint(context, std::move(path), id, answerLimitBytes, watcher));
    error_code error;
    made->m_acceptor.open({}, error);
    if (!error)
        error = bindAt(made->m_acceptor, made->m_path);
    if (!error)
        made->m_acceptor.listen(kBacklog, error);
    if (error)
        return failure(ErrorCode::Internal, fmt::format("cannot listen on {}: {}", made->m_path, error.message()));
    made->accept();
    return made;
}

void FunctionEndpoint::close()
{
    if (!m_acceptor.is_open())
        return;
    error_code ignored;
    m_acceptor.close(ignored);
    ::unlink(m_path.c_str());
    m_parked = nullptr;
    m_reading = nullptr;
    for (const auto& connection : std::exchange(m_connections, {}))
        connection->detach();
}

void FunctionEndpoint::accept()
{
    m_acceptor.async_accept(
        m_context, [this, alive = std::weak_ptr(m_alive)](const error_code& error, FunctionConnection::Socket socket) {
            if (alive.expired() || error == asio::error::operation_aborted)
                return;
            if (error)
                return retryAccept();
            if (m_connections.size() < kMaxConnections) {
                m_connections.push_back(std::make_shared<FunctionConnection>(std::move(socket), *this));
                m_connections.back()->start();
            }
            accept();
        });
}

void FunctionEndpoint::retryAccept()
{
    m_retry.expires_after(std::chrono::milliseconds(50)); // out of descriptors, most likely
    m_retry.async_wait([this, alive = std::weak_ptr(m_alive)](const error_code& error) {
        if (!error && !alive.expired() && m_acceptor.is_open())
            accept();
    });
}

void FunctionEndpoint::headRead(FunctionConnection& connection, const FunctionCall& call, std::string_view errorType)
{
    const bool answers = call.kind == FunctionCallKind::Response || call.kind == FunctionCallKind::InvocationError;
    if (call.kind == FunctionCallKind::Unknown)
        return connection.refuse(404, "NotFound", "no such call of the Runtime API");
    if (call.kind == FunctionCallKind::WrongMethod)
        return connection.refuse(405, "MethodNotAllowed", "this call has another method");
    if (call.kind == FunctionCallKind::Next)
        return next(connection);
    if (answers && (m_given.empty() || call.invocation != m_given))
        return connection.refuse(400, "InvalidRequestID", "no invocation with this id waits for an answer");
    if (call.kind == FunctionCallKind::InitError && m_begun)
        return connection.refuse(403, "InvalidStateTransition", "initialization is over");
    if (m_reading != nullptr)
        return connection.refuse(403, "InvalidStateTransition", "an answer is being sent already");
    m_reading = &connection;
    m_readingKind = call.kind;
    m_readingErrorType = errorType;
    connection.readBody(call.kind == FunctionCallKind::Response ? rawLimit(m_answerLimitBytes) : kErrorLimitBytes);
}

void FunctionEndpoint::next(FunctionConnection& connection)
{
    if (m_parked != nullptr)
        return connection.refuse(403, "InvalidStateTransition", "another call waits for the next invocation already");
    m_begun = true;
    m_parked = &connection;
    connection.park();
    if (!m_given.empty())
        failInvocation("the function asked for the next invocation without answering this one");
    m_watcher.instanceReady(m_id);
}

void FunctionEndpoint::give(Event event)
{
    m_given = event.requestId;
    std::string head =
        fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n"
                    "Lambda-Runtime-Aws-Request-Id: {}\r\nLambda-Runtime-Deadline-Ms: {}\r\n"
                    "Lambda-Runtime-Invoked-Function-Arn: {}\r\nLambda-Runtime-Trace-Id: {}\r\n\r\n",
                    event.json.size(), event.requestId, event.deadlineMillis, event.functionArn, event.traceId);
    std::exchange(m_parked, nullptr)->deliver(std::move(head), std::move(event.json));
}

void FunctionEndpoint::deliveryEnded(FunctionConnection& /*connection*/, bool whole)
{
    if (!whole)
        m_given.clear();
    m_watcher.eventTaken(m_id, whole);
}

void FunctionEndpoint::bodyRead(FunctionConnection& connection, std::string body)
{
    m_reading = nullptr;
    connection.reply(202);
    if (m_readingKind == FunctionCallKind::InitError) {
        m_watcher.initFailed(m_id, readLambdaError(body, m_readingErrorType));
    } else if (m_given.empty()) {
        return; // given up while the body came in
    } else if (m_readingKind == FunctionCallKind::InvocationError) {
        failInvocation("the function failed: " + readLambdaError(body, m_readingErrorType));
    } else {
        m_given.clear();
        m_watcher.answered(m_id, std::move(body));
    }
}

void FunctionEndpoint::bodyTooLarge(FunctionConnection& connection)
{
    m_reading = nullptr;
    connection.refuse(413, "RequestEntityTooLarge", "the answer is above the limit");
    if (m_readingKind == FunctionCallKind::InitError)
        m_watcher.initFailed(m_id, "the function's initialization error is too large to read");
    else
        failInvocation(fmt::format("the function's answer is above the limit of {} bytes", m_answerLimitBytes));
}

void FunctionEndpoint::failInvocation(std::string why)
{
    if (m_given.empty())
        return;
    m_given.clear();
    m_watcher.failed(m_id, std::move(why));
}

void FunctionEndpoint::connectionClosed(FunctionConnection& connection)
{
    if (m_reading == &connection)
        m_reading = nullptr;
    if (m_parked == &connection) {
        m_parked = nullptr;
        m_watcher.instanceLeft(m_id);
    }
    std::erase_if(m_connections, [&](const auto& each) { return each.get() == &connection; });
}

} // namespace straightline::dispatch
