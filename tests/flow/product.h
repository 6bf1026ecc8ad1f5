// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QThread>

#include <nlohmann/json.hpp>

#include "httpcall.h"

namespace straightline::flow
{

/// From the first sanitizer report in a program's log to the log's end; empty when there is none.
std::string_view findSanitizerReport(std::string_view log);

/// The real program as a child process, headless, on free ports. The destructor ends it. However it ends, a sanitizer
/// report in its log ends the test program too.
class Product
{
public:
    /// `stateDir` survives the object, so that another Product can go on with it.
    explicit Product(QString stateDir);
    ~Product();

    /// Starts `straightline --headless --state … ARGUMENTS` and waits for its ready line (60 s at most).
    bool start(const QStringList& arguments);
    /// From the next start() on it runs without a terminal, as a service does.
    void leaveTerminal() { m_leavesTerminal = true; }
    void hangUp();    ///< SIGHUP
    void terminate(); ///< SIGTERM, and waits for the end
    void kill();      ///< SIGKILL, and waits for the end
    int exitCode() const { return m_process->exitCode(); }
    qint64 pid() const { return m_process->processId(); }
    std::string log() const { return m_log; }

    HttpClient& ingest() { return *m_ingest; }
    HttpClient& control() { return *m_control; }
    const std::string& ingestAddress() const { return m_ingestAddress; }
    const std::string& controlAddress() const { return m_controlAddress; }
    const std::string& ingestTlsAddress() const { return m_ingestTlsAddress; } ///< empty = no HTTPS

    /// GET /api/v1/… as JSON; null when it was not 200.
    nlohmann::json ask(const std::string& path);
    /// The state of a backend by id ("up", …), "" when there is none.
    std::string backendState(const std::string& id);
    /// Waits until the backend is in `state`; false after `deadline`.
    bool waitForBackend(const std::string& id, const std::string& state, std::chrono::seconds deadline);
    bool waitForOperation(std::uint64_t id, const std::string& state, std::chrono::seconds deadline);

private:
    void drainLog();

    QString m_stateDir;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<HttpClient> m_ingest;
    std::unique_ptr<HttpClient> m_control;
    std::string m_ingestAddress;
    std::string m_controlAddress;
    std::string m_ingestTlsAddress;
    bool m_leavesTerminal = false;
    std::string m_log;
};

/// Polls `condition` every 20 ms until it holds or the deadline passes.
template <class Condition>
bool waitFor(Condition condition, std::chrono::milliseconds deadline)
{
    const auto until = std::chrono::steady_clock::now() + deadline;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until)
            return false;
        QThread::msleep(20);
    }
    return true;
}

} // namespace straightline::flow
