// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultsite.h"

#include <QFile>

namespace straightline
{

using namespace std::chrono_literals;

FaultSite::FaultSite(const std::string& policy, const std::string& isolation)
    : m_policy(policy)
    , m_isolation(isolation)
    , m_backends(kBackends)
    , m_ports(kBackends)
{
}

FaultSite::~FaultSite()
{
    m_product.reset();
    for (const auto& each : m_backends) {
        if (each) {
            each->kill();
            each->waitForFinished(5'000);
        }
    }
}

bool FaultSite::start()
{
    std::string site = "[[application]]\nname = \"app\"\nmount = \"/\"\npolicy = \"" + m_policy
                       + "\"\nfrequency_threshold_hz = 1e9\ndeadline_ms = 5000\n[application.isolation]\n" + m_isolation
                       + "\n";
    for (int i = 0; i < kBackends; ++i) {
        if (!startBackend(i, 0))
            return false;
        site += "[[application.backend]]\nname = \"" + name(i) + "\"\ntier = \"local\"\nkind = \"http\"\nurl = "
                + "\"http://127.0.0.1:" + std::to_string(m_ports[static_cast<std::size_t>(i)])
                + "\"\ncapacity = 32\nread_timeout_ms = 300\nconnect_timeout_ms = 300\nhealth_path = \"/health\"\n"
                + "health_interval_ms = " + std::to_string(kHealthIntervalMs) + "\n";
    }
    const QString file = m_folder.filePath(QStringLiteral("site.toml"));
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(QByteArray::fromStdString(site)) < 0)
        return false;
    out.close();
    m_product = std::make_unique<flow::Product>(m_folder.filePath(QStringLiteral("state")));
    if (!m_product->start({QStringLiteral("--config"), file}))
        return false;
    for (int i = 0; i < kBackends; ++i) {
        if (!m_product->waitForBackend("app:" + name(i), "up", 20s))
            return false;
    }
    return true;
}

bool FaultSite::startBackend(int backend, std::uint16_t port)
{
    const auto i = static_cast<std::size_t>(backend);
    m_backends[i] = std::make_unique<QProcess>();
    m_backends[i]->start(QStringLiteral(SCRIPTED_BACKEND_PROGRAM), {QString::number(port)});
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (!m_backends[i]->canReadLine() && std::chrono::steady_clock::now() < until)
        m_backends[i]->waitForReadyRead(100);
    m_ports[i] = static_cast<std::uint16_t>(m_backends[i]->readLine().trimmed().toUInt());
    return m_ports[i] != 0;
}

void FaultSite::behave(int backend, const std::string& mode, int delayMs)
{
    flow::HttpClient client("http://127.0.0.1:" + std::to_string(m_ports[static_cast<std::size_t>(backend)]));
    client.get("/behave?mode=" + mode + "&delay_ms=" + std::to_string(delayMs));
}

void FaultSite::kill(int backend)
{
    m_backends[static_cast<std::size_t>(backend)]->kill();
    m_backends[static_cast<std::size_t>(backend)]->waitForFinished(5'000);
}

bool FaultSite::restart(int backend)
{
    return startBackend(backend, m_ports[static_cast<std::size_t>(backend)]);
}

std::pair<int, int> FaultSite::count(int backend)
{
    flow::HttpClient client("http://127.0.0.1:" + std::to_string(m_ports[static_cast<std::size_t>(backend)]));
    const std::string body = client.get("/count").body;
    return {std::atoi(body.c_str()), std::atoi(body.substr(std::min(body.find(' '), body.size())).c_str())};
}

nlohmann::json FaultSite::live(int backend)
{
    const nlohmann::json answer = m_product->ask("backends/app:" + name(backend));
    return answer.is_object() && answer.contains("live") ? answer["live"] : nlohmann::json();
}

std::string FaultSite::breaker(int backend)
{
    const nlohmann::json now = live(backend);
    return now.is_object() ? now["breaker"].get<std::string>() : std::string();
}

std::string FaultSite::ejectionText(int backend)
{
    const nlohmann::json now = live(backend);
    return now.is_object() ? now["ejection"]["text"].get<std::string>() : std::string();
}

std::uint64_t FaultSite::ejections(int backend)
{
    const nlohmann::json now = live(backend);
    return now.is_object() ? now["ejection"]["total"].get<std::uint64_t>() : 0;
}

std::uint16_t FaultSite::port() const
{
    const std::string& address = m_product->ingestAddress();
    return static_cast<std::uint16_t>(std::atoi(address.c_str() + address.rfind(':') + 1));
}

std::string FaultSite::get()
{
    return "GET /work HTTP/1.1\r\nHost: test\r\n\r\n";
}

std::string FaultSite::post()
{
    return "POST /work HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\nbody";
}

} // namespace straightline
