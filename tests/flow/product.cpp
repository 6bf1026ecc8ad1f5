// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "product.h"

#include <csignal>
#include <cstdio>

#include <sys/prctl.h>
#include <unistd.h>

#include <QRegularExpression>

namespace straightline::flow
{

using namespace std::chrono_literals;

std::string_view findSanitizerReport(std::string_view log)
{
    for (const std::string_view mark : {"ERROR: AddressSanitizer", "ERROR: LeakSanitizer",
                                        "runtime error: ", "WARNING: ThreadSanitizer", "FATAL: ThreadSanitizer"}) {
        if (const std::size_t found = log.find(mark); found != std::string_view::npos)
            return log.substr(log.rfind('\n', found) + 1); // npos + 1: the log's begin
    }
    return {};
}

Product::Product(QString stateDir)
    : m_stateDir(std::move(stateDir))
{
}

Product::~Product()
{
    if (m_process && m_process->state() != QProcess::NotRunning)
        terminate();
}

bool Product::start(const QStringList& arguments)
{
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(QStringLiteral(STRAIGHTLINE_PROGRAM));
    m_process->setArguments(QStringList{QStringLiteral("--headless"), QStringLiteral("--state"), m_stateDir,
                                        QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                                        QStringLiteral("--control"), QStringLiteral("127.0.0.1:0")}
                            + arguments);
    // Standard error goes to a file: a pipe nobody reads would stop the program one day.
    m_process->setStandardErrorFile(m_stateDir + QStringLiteral(".log"), QIODevice::Append);
    if (m_leavesTerminal) {
        m_process->setChildProcessModifier([] {
            ::setsid();
            ::prctl(PR_SET_PDEATHSIG, SIGKILL); // Ctrl-C does not reach it
        });
    }
    m_process->start(QIODevice::ReadOnly);
    const QRegularExpression ready(QStringLiteral("^ready ingest=(\\S+) control=(\\S+)(?: ingest_tls=(\\S+))?$"),
                                   QRegularExpression::MultilineOption);
    QString out;
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < until) {
        m_process->waitForReadyRead(100);
        out += QString::fromUtf8(m_process->readAllStandardOutput());
        if (const auto match = ready.match(out); match.hasMatch()) {
            m_ingestAddress = match.captured(1).toStdString();
            m_ingestTlsAddress = match.captured(3).toStdString();
            m_ingest = std::make_unique<HttpClient>("http://" + m_ingestAddress);
            m_controlAddress = match.captured(2).toStdString();
            m_control = std::make_unique<HttpClient>("http://" + m_controlAddress);
            return true;
        }
        if (m_process->state() == QProcess::NotRunning)
            break;
    }
    drainLog();
    return false;
}

void Product::hangUp()
{
    ::kill(static_cast<pid_t>(m_process->processId()), SIGHUP);
}

void Product::terminate()
{
    m_process->terminate();
    if (!m_process->waitForFinished(60'000))
        kill();
    drainLog();
}

void Product::kill()
{
    m_process->kill();
    m_process->waitForFinished(10'000);
    drainLog();
}

void Product::drainLog()
{
    QFile file(m_stateDir + QStringLiteral(".log"));
    if (file.open(QIODevice::ReadOnly))
        m_log = file.readAll().toStdString();
    // Also where the test has ended already and only destructors run: no way of ending may hide a report.
    if (const std::string_view report = findSanitizerReport(m_log); !report.empty()) {
        std::fprintf(stderr, "%.*s\n", static_cast<int>(report.size()), report.data());
        qFatal("the program's log holds a sanitizer report");
    }
}

nlohmann::json Product::ask(const std::string& path)
{
    const HttpReply reply = m_control->get("/api/v1/" + path);
    if (reply.status != 200)
        return nullptr;
    return nlohmann::json::parse(reply.body, nullptr, false);
}

std::string Product::backendState(const std::string& id)
{
    const nlohmann::json backend = ask("backends/" + id);
    return backend.is_object() ? backend.at("live").at("state").get<std::string>() : std::string();
}

bool Product::waitForBackend(const std::string& id, const std::string& state, std::chrono::seconds deadline)
{
    return waitFor([&] { return backendState(id) == state; }, deadline);
}

bool Product::waitForOperation(std::uint64_t id, const std::string& state, std::chrono::seconds deadline)
{
    return waitFor(
        [&] {
            const nlohmann::json operation = ask("operations/" + std::to_string(id));
            return operation.is_object() && operation.value("state", "") == state;
        },
        deadline);
}

} // namespace straightline::flow
