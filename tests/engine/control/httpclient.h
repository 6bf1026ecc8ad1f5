// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include <QTcpSocket>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/api/json.h"

namespace straightline
{

struct HttpReply {
    int status = 0;                           ///< 0 = the connection ended without an answer
    std::map<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    Json json() const
    {
        const Result<Json> parsed = parseJson(body.toStdString());
        return parsed ? *parsed : Json();
    }
};

/// A raw HTTP client on the test's own event loop: sends exactly these bytes and takes one answer apart.
class HttpClient
{
public:
    explicit HttpClient(const std::string& address)
        : m_address(QByteArray::fromStdString(address))
    {
    }

    bool connectNow()
    {
        const qsizetype colon = m_address.lastIndexOf(':');
        m_socket.connectToHost(QString::fromLatin1(m_address.left(colon)), m_address.mid(colon + 1).toUShort());
        return QTest::qWaitFor([&] { return m_socket.state() == QAbstractSocket::ConnectedState; }, kPatience);
    }

    HttpReply send(const QByteArray& bytes)
    {
        if (m_socket.state() != QAbstractSocket::ConnectedState && !connectNow())
            return {};
        m_socket.write(bytes);
        QByteArray received;
        HttpReply reply;
        const bool ended = QTest::qWaitFor(
            [&] {
                received += m_socket.readAll();
                return readReply(received, reply) || m_socket.state() == QAbstractSocket::UnconnectedState;
            },
            kPatience);
        return ended ? reply : HttpReply{};
    }

    HttpReply request(const QByteArray& method, const QByteArray& path, const QByteArray& body = {},
                      const QByteArray& headers = {})
    {
        return send(method + " " + path + " HTTP/1.1\r\n"
                    + (headers.contains("Host:") ? "" : "Host: " + m_address + "\r\n") + headers
                    + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    bool waitForEnd()
    {
        return QTest::qWaitFor(
            [&] {
                m_socket.readAll();
                return m_socket.state() == QAbstractSocket::UnconnectedState;
            },
            kPatience);
    }

    QTcpSocket& socket() { return m_socket; }
    const QByteArray& address() const { return m_address; }

private:
    static constexpr int kPatience = 30'000;

    static bool readReply(const QByteArray& received, HttpReply& reply)
    {
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        const QList<QByteArray> lines = received.left(end).split('\n');
        HttpReply read;
        read.status = lines.front().split(' ').value(1).toInt();
        for (const QByteArray& line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            read.headers[line.left(colon).toLower()] = line.mid(colon + 1).trimmed();
        }
        read.body = received.mid(end + 4);
        if (read.body.size() < read.headers["content-length"].toLongLong())
            return false;
        reply = read;
        return true;
    }

    QByteArray m_address;
    QTcpSocket m_socket;
};

} // namespace straightline
