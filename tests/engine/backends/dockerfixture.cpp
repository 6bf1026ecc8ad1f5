// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/backends/dockerfixture.h"
#include "engine/backends/httpapi.h"

#include <QCoroTask>
#include <QFile>
#include <fmt/format.h>

namespace straightline::backends
{

namespace
{

// A tar archive with one executable file (POSIX ustar).
std::string archiveOf(const std::string& name, const std::string& content)
{
    std::string header(512, '\0');
    const auto put = [&](std::size_t at, const std::string& text) { header.replace(at, text.size(), text); };
    put(0, name);
    put(100, "0000755");
    put(108, "0000000");
    put(116, "0000000");
    put(124, fmt::format("{:011o}", content.size()));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    unsigned sum = 0;
    for (const char byte : header)
        sum += static_cast<unsigned char>(byte);
    put(148, fmt::format("{:06o}", sum) + '\0' + ' ');
    std::string archive = header + content;
    archive.append((512 - content.size() % 512) % 512 + 1'024, '\0');
    return archive;
}

} // namespace

DockerFixture::~DockerFixture()
{
    m_scope.stop();
}

std::string DockerFixture::open()
{
    m_host = qEnvironmentVariable("STRAIGHTLINE_TEST_DOCKER_HOST").toStdString();
    if (m_host.empty())
        return "STRAIGHTLINE_TEST_DOCKER_HOST is not set: no Docker engine to test with";
    const auto parsed = parseDockerHost(m_host);
    if (!parsed)
        return parsed.error().detail;
    m_docker = std::make_unique<DockerClient>(m_http, m_clock, std::vector<DockerHost>{*parsed});
    const auto connected = QCoro::waitFor(m_docker->connect(m_scope));
    if (!connected)
        return connected.error().detail;
    QFile server(QStringLiteral(TINY_SERVER));
    if (!server.open(QIODevice::ReadOnly))
        return "the tiny server was not built";
    const std::string archive = archiveOf("tinyserver", server.readAll().toStdString());
    for (const auto& [tag, mode] : {std::pair{"1", "ok"}, {"2", "never"}, {"3", "exit"}, {"4", "ok"}})
        if (!import(archive, tag, mode))
            return "the test image could not be imported";
    return {};
}

bool DockerFixture::import(const std::string& archive, const std::string& tag, const std::string& mode)
{
    DockerCall call;
    call.method = "POST";
    call.path = "/images/create";
    call.query = "fromSrc=-&repo=straightline-test%2Ftiny&tag=" + tag;
    for (const std::string& change :
         {std::string("ENTRYPOINT [\"/tinyserver\"]"), "ENV MODE=" + mode, "ENV VERSION=" + tag})
        call.query += "&changes=" + percentEncoded(change);
    call.body = archive;
    call.timeout = std::chrono::seconds(60);
    const auto reply = QCoro::waitFor(m_docker->call(m_scope, call));
    return reply.has_value() && reply->body.find("\"error\"") == std::string::npos;
}

std::vector<ContainerSummary> DockerFixture::containers(const std::string& siteId)
{
    const std::vector<std::string> labels{std::string(kSiteLabel) + '=' + siteId};
    const auto found = QCoro::waitFor(listContainers(m_docker.get(), m_scope, labels));
    return found.value_or(std::vector<ContainerSummary>());
}

ContainerFacts DockerFixture::inspect(const std::string& id)
{
    return QCoro::waitFor(inspectContainer(m_docker.get(), m_scope, id)).value_or(ContainerFacts());
}

void DockerFixture::removeAll(const std::string& siteId)
{
    for (const ContainerSummary& each : containers(siteId))
        (void)QCoro::waitFor(removeContainer(m_docker.get(), m_scope, each.id));
}

std::string DockerFixture::get(const Endpoint& endpoint, const std::string& path)
{
    HttpRequest request;
    request.url = "http://localhost" + path;
    request.connectTo = endpoint;
    request.keepAlive = false;
    const auto reply = QCoro::waitFor(m_http.send(m_scope, request));
    return reply && reply->status == 200 ? reply->body : std::string();
}

} // namespace straightline::backends
