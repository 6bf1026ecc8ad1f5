// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QProcess>

namespace straightline::flow
{

/// A real digits-server on a free port, ended with the object.
class DigitsServer
{
public:
    bool start(const QStringList& arguments = {})
    {
        m_process.start(QStringLiteral(DIGITS_SERVER_PROGRAM),
                        QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")} + arguments);
        QByteArray out;
        for (int i = 0; i < 300 && m_process.state() != QProcess::NotRunning; ++i) {
            m_process.waitForReadyRead(100);
            out += m_process.readAllStandardOutput();
            const qsizetype at = out.indexOf("ready ");
            const qsizetype end = out.indexOf('\n', at);
            if (at >= 0 && end > at) {
                m_address = out.mid(at + 6, end - at - 6).trimmed().toStdString();
                return true;
            }
        }
        return false;
    }

    ~DigitsServer()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5'000)) {
            m_process.kill();
            m_process.waitForFinished(5'000);
        }
    }

    const std::string& address() const { return m_address; } ///< HOST:PORT
    std::string url() const { return "http://" + m_address; }

private:
    QProcess m_process;
    std::string m_address;
};

} // namespace straightline::flow
