// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/backends/scriptedserver.h"

#include <algorithm>
#include <cctype>

#include <QLocalSocket>
#include <QTcpSocket>

namespace straightline::backends
{

void ScriptedPeer::raw(const std::string& bytes) const
{
    if (device)
        device->write(bytes.data(), static_cast<qint64>(bytes.size()));
}

void ScriptedPeer::reply(int status, const std::string& body, const std::vector<std::string>& headers) const
{
    std::string head = "HTTP/1.1 " + std::to_string(status) + " Scripted\r\n";
    for (const std::string& header : headers)
        head += header + "\r\n";
    if (status != 204 && status != 304)
        head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    raw(head + "\r\n" + body);
}

void ScriptedPeer::close() const
{
    if (auto* tcp = qobject_cast<QTcpSocket*>(device))
        tcp->disconnectFromHost();
    else if (auto* local = qobject_cast<QLocalSocket*>(device))
        local->disconnectFromServer();
}

ScriptedServer::ScriptedServer(Handler handler)
    : ScriptedServer(std::string(), std::move(handler))
{
}

ScriptedServer::ScriptedServer(const std::string& socketPath, Handler handler)
    : m_handler(std::move(handler))
    , m_socketPath(socketPath)
{
    connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
        while (auto* socket = m_tcp.nextPendingConnection()) {
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            adopt(socket);
        }
    });
    connect(&m_local, &QLocalServer::newConnection, this, [this] {
        while (auto* socket = m_local.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            adopt(socket);
        }
    });
    listen();
}

bool ScriptedServer::listen()
{
    if (!m_socketPath.empty()) {
        QLocalServer::removeServer(QString::fromStdString(m_socketPath));
        return m_local.listen(QString::fromStdString(m_socketPath));
    }
    const bool listening = m_tcp.listen(QHostAddress::LocalHost, m_port);
    m_port = m_tcp.serverPort();
    return listening;
}

void ScriptedServer::shut()
{
    m_tcp.close();
    m_local.close();
    const auto buffers = std::exchange(m_buffers, {});
    for (const auto& [device, buffer] : buffers)
        ScriptedPeer{device}.close();
}

void ScriptedServer::adopt(QIODevice* device)
{
    ++m_connectionsMade;
    m_buffers[device];
    connect(device, &QIODevice::readyRead, this, [this, device] { read(device); });
    connect(device, &QObject::destroyed, this, [this, device] { m_buffers.erase(device); });
    read(device);
}

void ScriptedServer::read(QIODevice* device)
{
    const auto found = m_buffers.find(device);
    if (found == m_buffers.end())
        return;
    std::string& buffer = found->second;
    buffer += device->readAll().toStdString();
    for (;;) {
        const auto headEnd = buffer.find("\r\n\r\n");
        if (headEnd == std::string::npos)
            return;
        ScriptedRequest request;
        std::size_t at = buffer.find("\r\n");
        const std::string first = buffer.substr(0, at);
        request.method = first.substr(0, first.find(' '));
        request.target = first.substr(request.method.size() + 1, first.rfind(' ') - request.method.size() - 1);
        while (at < headEnd) {
            const std::size_t end = buffer.find("\r\n", at + 2);
            const std::string line = buffer.substr(at + 2, end - at - 2);
            const auto colon = line.find(':');
            std::string name = line.substr(0, colon);
            std::transform(name.begin(), name.end(), name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            request.headers[name] = line.substr(std::min(line.size(), colon + 2));
            at = end;
        }
        const auto length = request.headers.find("content-length");
        const std::size_t bodySize = length == request.headers.end() ? 0 : std::stoul(length->second);
        if (buffer.size() < headEnd + 4 + bodySize)
            return;
        request.body = buffer.substr(headEnd + 4, bodySize);
        buffer.erase(0, headEnd + 4 + bodySize);
        requests.push_back(request);
        const QPointer<QIODevice> alive(device);
        m_handler(request, ScriptedPeer{device});
        if (!alive || !m_buffers.contains(device))
            return;
    }
}

} // namespace straightline::backends
