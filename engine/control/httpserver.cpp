// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/control/httpserver.h"

#include <algorithm>

#include <sys/socket.h>

#include <QAbstractHttpServer>
#include <QHostAddress>
#include <QHttpServerRequest>
#include <QHttpServerResponse>
#include <QMetaEnum>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>
#include <QUrlQuery>

#include <nlohmann/json.hpp>

#include "engine/api/json.h"

namespace straightline::control
{
namespace
{

bool sameName(const std::string& a, const std::string& b)
{
    return QByteArray::fromStdString(a).compare(QByteArray::fromStdString(b), Qt::CaseInsensitive) == 0;
}

/// Watches one connection ahead of Qt's server: it is connected to readyRead first. Lives as long as its socket.
class ConnectionGuard : public QObject
{
public:
    ConnectionGuard(QTcpSocket* socket, const HttpServer::Settings& settings)
        : QObject(socket)
        , m_socket(*socket)
        , m_settings(settings)
        , m_guard(settings.limits)
    {
        m_timer.setSingleShot(true);
        m_timer.callOnTimeout(this, [this] { m_socket.abort(); });
        m_timer.start(m_settings.idle);
        connect(socket, &QTcpSocket::readyRead, this, &ConnectionGuard::look);
    }

private:
    void look()
    {
        if (m_refused) {
            m_socket.readAll();
            return;
        }
        const bool before = m_guard.inRequest();
        const QByteArray bytes = m_socket.peek(m_socket.bytesAvailable());
        const RequestGuard::Verdict verdict = m_guard.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        if (verdict.status != 0) {
            refuse(verdict);
            return;
        }
        if (!m_guard.inRequest())
            m_timer.start(m_settings.idle);
        else if (!before)
            m_timer.start(m_settings.request);
    }

    /// Answers itself; Qt's server finds nothing to read.
    void refuse(const RequestGuard::Verdict& verdict)
    {
        m_refused = true;
        m_socket.readAll();
        const QByteArray body = QByteArray::fromStdString(writeJson(Json{{"error", verdict.text}}) + "\n");
        m_socket.write("HTTP/1.1 " + QByteArray::number(verdict.status)
                       + " Refused\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                       + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        // The client may still be sending: closing now would reset the connection before it has read the answer. Only
        // our side ends; what comes is thrown away until the client ends its own, or for a second.
        m_timer.start(std::chrono::seconds(1));
        connect(&m_socket, &QTcpSocket::bytesWritten, this, &ConnectionGuard::endOurSide);
    }

    void endOurSide()
    {
        if (m_socket.bytesToWrite() == 0)
            ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
    }

    QTcpSocket& m_socket;
    const HttpServer::Settings& m_settings;
    RequestGuard m_guard;
    QTimer m_timer;
    bool m_refused = false;
};

/// Hands guarded sockets to Qt's server.
class GuardedTcpServer : public QTcpServer
{
public:
    explicit GuardedTcpServer(const HttpServer::Settings& settings)
        : m_settings(settings)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto* socket = new QTcpSocket(this);
        if (!socket->setSocketDescriptor(descriptor) || m_open >= m_settings.connections) {
            delete socket;
            return;
        }
        ++m_open;
        connect(socket, &QObject::destroyed, this, [this] { --m_open; });
        new ConnectionGuard(socket, m_settings); // owned by the socket
        addPendingConnection(socket);
    }

private:
    const HttpServer::Settings& m_settings;
    int m_open = 0;
};

std::vector<std::string> segmentsOf(const QUrl& url)
{
    std::vector<std::string> segments;
    const QString path = url.path(QUrl::FullyEncoded);
    for (const QString& segment : path.mid(1).split(QLatin1Char('/')))
        segments.push_back(QByteArray::fromPercentEncoding(segment.toUtf8()).toStdString());
    return segments;
}

HttpRequest valueOf(const QHttpServerRequest& request)
{
    HttpRequest value;
    const char* method =
        QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(static_cast<int>(request.method()));
    value.method = QByteArray(method).toUpper().toStdString();
    value.path = segmentsOf(request.url());
    for (const auto& [key, text] : request.query().queryItems(QUrl::FullyDecoded))
        value.query.emplace_back(key.toStdString(), text.toStdString());
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    for (const auto& [name, text] : request.headers().toListOfPairs())
        value.headers.emplace_back(name.toStdString(), text.toStdString());
#else
    for (const auto& [name, text] : request.headers())
        value.headers.emplace_back(name.toStdString(), text.toStdString());
#endif
    value.body = request.body().toStdString();
    return value;
}

QHttpServerResponse responseOf(const HttpAnswer& answer)
{
    QHttpServerResponse response(QByteArray::fromStdString(answer.contentType), QByteArray::fromStdString(answer.body),
                                 static_cast<QHttpServerResponse::StatusCode>(answer.status));
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QHttpHeaders headers = response.headers();
    for (const auto& [name, text] : answer.headers)
        headers.append(name, text);
    response.setHeaders(std::move(headers));
#else
    for (const auto& [name, text] : answer.headers)
        response.addHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(text));
#endif
    return response;
}

} // namespace

std::string HttpRequest::header(const std::string& name) const
{
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& each) { return sameName(each.first, name); });
    return found == headers.end() ? std::string() : found->second;
}

bool HttpRequest::hasHeader(const std::string& name) const
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto& each) { return sameName(each.first, name); });
}

/// Qt's server with one handler for everything. Answers within handleRequest(): held responders crash (Qt 6.4).
class HttpServer::Private final : public QAbstractHttpServer
{
public:
    Private(Handler handler, Settings settings)
        : m_handler(std::move(handler))
        , m_settings(settings)
        , m_listener(new GuardedTcpServer(m_settings))
    {
    }

    QTcpServer& listener() { return *m_listener; }
    void serve()
    {
        bind(m_listener.release()); // Qt's server becomes its owner
    }

protected:
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest& request, QHttpServerResponder& responder) override
    {
        responder.sendResponse(responseOf(m_handler(valueOf(request))));
        return true;
    }
    void missingHandler(const QHttpServerRequest& /*request*/, QHttpServerResponder& /*responder*/) override {}
#else
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override
    {
        responseOf(m_handler(valueOf(request))).write(makeResponder(request, socket));
        return true;
    }
    void missingHandler(const QHttpServerRequest& /*request*/, QTcpSocket* /*socket*/) override {}
#endif

private:
    Handler m_handler;
    const Settings m_settings;
    std::unique_ptr<GuardedTcpServer> m_listener;
};

HttpServer::HttpServer(Handler handler, Settings settings)
    : m_private(std::make_unique<Private>(std::move(handler), settings))
{
}

HttpServer::~HttpServer() = default;

Result<std::string> HttpServer::listen(const std::string& hostAndPort)
{
    const std::size_t colon = hostAndPort.rfind(':');
    const QString portText = QString::fromStdString(colon == std::string::npos ? "" : hostAndPort.substr(colon + 1));
    bool good = false;
    const quint16 port = portText.toUShort(&good);
    QString host = QString::fromStdString(hostAndPort.substr(0, colon));
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    const QHostAddress address =
        host == QLatin1String("localhost") ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
    if (!good || address.isNull())
        return failure(ErrorCode::InvalidArgument,
                       "control = \"" + hostAndPort + "\": allowed is HOST:PORT, HOST a numeric address or localhost");
    QTcpServer& listener = m_private->listener();
    if (!listener.listen(address, port))
        return failure(ErrorCode::Unreachable,
                       "cannot listen on " + hostAndPort + ": " + listener.errorString().toStdString());
    const quint16 real = listener.serverPort();
    m_private->serve();
    const std::string shown = host.contains(QLatin1Char(':')) ? "[" + host.toStdString() + "]" : host.toStdString();
    return shown + ":" + std::to_string(real);
}

} // namespace straightline::control
