// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/functionconnection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include "engine/dispatch/functioncall.h"
#include "engine/dispatch/functionendpoint.h"

namespace straightline::dispatch
{
namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace
{

constexpr std::uint32_t kHeadLimitBytes = 65'536;
constexpr std::uint64_t kSmallBodyBytes = 65'536; ///< read to its end before a refusal, so that the connection stays
constexpr std::uint64_t kMaxDrainedBytes = 1'073'741'824; ///< of a refused body, so that its sender reads our answer

} // namespace

void FunctionConnection::detach()
{
    m_endpoint = nullptr;
    close();
}

void FunctionConnection::close()
{
    if (std::exchange(m_closed, true))
        return;
    error_code ignored;
    m_socket.close(ignored);
    if (m_endpoint != nullptr)
        std::exchange(m_endpoint, nullptr)->connectionClosed(*this);
}

void FunctionConnection::readHead()
{
    m_parser.emplace();
    m_parser->header_limit(kHeadLimitBytes);
    m_parser->body_limit(UINT64_MAX); // set when the call is known; Boost 1.74 takes "none" for 0
    http::async_read_header(m_socket, m_buffer, *m_parser,
                            [self = shared_from_this()](const error_code& error, std::size_t) {
                                if (error)
                                    self->close();
                                else
                                    self->headRead();
                            });
}

void FunctionConnection::headRead()
{
    if (m_endpoint == nullptr)
        return;
    const auto& head = m_parser->get();
    const auto view = [](const boost::beast::string_view& text) { return std::string_view(text.data(), text.size()); };
    m_endpoint->headRead(*this, readFunctionCall(view(head.method_string()), view(head.target())),
                         view(head["Lambda-Runtime-Function-Error-Type"]));
}

void FunctionConnection::readBody(std::uint64_t limitBytes)
{
    if (const auto length = m_parser->content_length(); length && *length > limitBytes) {
        m_endpoint->bodyTooLarge(*this);
        return;
    }
    m_parser->body_limit(limitBytes);
    if (m_parser->is_done() || !boost::beast::iequals(m_parser->get()[http::field::expect], "100-continue")) {
        readRest();
        return;
    }
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(m_socket, asio::buffer(kContinue),
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                          if (error)
                              self->close();
                          else
                              self->readRest();
                      });
}

void FunctionConnection::readRest()
{
    http::async_read(m_socket, m_buffer, *m_parser, [self = shared_from_this()](const error_code& error, std::size_t) {
        if (self->m_endpoint == nullptr)
            return;
        if (error == http::error::body_limit)
            self->m_endpoint->bodyTooLarge(*self);
        else if (error)
            self->close();
        else
            self->m_endpoint->bodyRead(*self, std::move(self->m_parser->get().body()));
    });
}

void FunctionConnection::reply(unsigned status, const char* errorType, const char* errorMessage)
{
    m_head = makeFunctionReply(status, errorType, errorMessage, !m_parser->keep_alive());
    write(!m_parser->keep_alive());
}

void FunctionConnection::refuse(unsigned status, const char* errorType, const char* errorMessage)
{
    const bool small = m_parser->is_done() || m_parser->content_length().value_or(UINT64_MAX) <= kSmallBodyBytes;
    m_head = makeFunctionReply(status, errorType, errorMessage, !small || !m_parser->keep_alive());
    if (!small || boost::beast::iequals(m_parser->get()[http::field::expect], "100-continue"))
        return write(true);
    http::async_read(m_socket, m_buffer, *m_parser, [self = shared_from_this()](const error_code& error, std::size_t) {
        if (error)
            self->close();
        else
            self->write(!self->m_parser->keep_alive());
    });
}

void FunctionConnection::write(bool closes)
{
    const std::array<asio::const_buffer, 2> parts{asio::buffer(m_head), asio::buffer(m_body)};
    asio::async_write(m_socket, parts, [self = shared_from_this(), closes](const error_code& error, std::size_t) {
        const bool delivered = std::exchange(self->m_delivering, false);
        self->m_body = {};
        if (delivered && self->m_endpoint != nullptr)
            self->m_endpoint->deliveryEnded(*self, !error);
        if (error)
            self->close();
        else if (closes)
            self->drain();
        else
            self->readHead();
    });
}

void FunctionConnection::drain()
{
    // Closing with unread bytes would reset the connection and take our answer away from its reader.
    error_code ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
    if (!m_rest)
        m_rest = std::make_unique<std::array<char, 65'536>>();
    m_socket.async_read_some(asio::buffer(*m_rest),
                             [self = shared_from_this()](const error_code& error, std::size_t bytes) {
                                 self->m_drained += bytes;
                                 if (error || self->m_drained > kMaxDrainedBytes)
                                     self->close();
                                 else
                                     self->drain();
                             });
}

void FunctionConnection::park()
{
    m_parked = true;
    // While it waits, only the end of the connection can be heard.
    m_socket.async_wait(Socket::wait_read, [self = shared_from_this()](const error_code& error) {
        if (error || !self->m_parked)
            return;
        char byte = 0;
        error_code received;
        self->m_socket.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, received);
        if (received)
            self->close();
    });
}

void FunctionConnection::deliver(std::string head, std::string body)
{
    m_parked = false;
    m_delivering = true;
    error_code ignored;
    m_socket.cancel(ignored);
    m_head = std::move(head);
    m_body = std::move(body);
    write(!m_parser->keep_alive());
}

} // namespace straightline::dispatch
