// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demodocker.h"

#include <unistd.h>

#include <QDir>
#include <QProcess>
#include <QStandardPaths>

#include <curl/curl.h>

namespace straightline::app
{
namespace
{

constexpr qsizetype kMaxSocketPath = 100; // sun_path holds 108 bytes

std::size_t discard(char*, std::size_t size, std::size_t count, void*)
{
    return size * count;
}

QString findDockerd()
{
    return QStandardPaths::findExecutable(
        QStringLiteral("dockerd"),
        {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin"), QStringLiteral("/usr/local/bin")});
}

} // namespace

QString demoBridge()
{
    return QStringLiteral("sldemo0");
}

Result<void> addDemoBridge()
{
    removeDemoBridge();
    for (const char* arguments :
         {"link add sldemo0 type bridge", "addr add 172.31.77.1/24 dev sldemo0", "link set sldemo0 up"}) {
        QProcess ip;
        ip.start(QStringLiteral("ip"), QString::fromLatin1(arguments).split(QLatin1Char(' ')));
        if (!ip.waitForFinished(5'000) || ip.exitCode() != 0)
            return failure(ErrorCode::Unreachable,
                           std::string("ip ") + arguments + ": "
                               + (ip.readAllStandardError() + ip.errorString().toUtf8()).trimmed().toStdString());
    }
    return {};
}

void removeDemoBridge()
{
    QProcess ip;
    ip.start(QStringLiteral("ip"), {QStringLiteral("link"), QStringLiteral("delete"), demoBridge()});
    ip.waitForFinished(5'000); // that there is none is fine
}

bool dockerAnswers(const QString& host)
{
    CURL* curl = curl_easy_init();
    if (curl == nullptr)
        return false;
    std::string url = "http://docker/_ping";
    if (host.startsWith(QLatin1String("unix://")))
        curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, host.mid(7).toUtf8().constData());
    else if (host.startsWith(QLatin1String("tcp://")))
        url = "http://" + host.mid(6).toStdString() + "/_ping";
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 1'000L);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);
    const CURLcode code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return code == CURLE_OK;
}

DemoDocker chooseDemoDocker(const QString& stateDir)
{
    for (const QString& host : {qEnvironmentVariable("DOCKER_HOST"), QStringLiteral("unix:///var/run/docker.sock")}) {
        if (!host.isEmpty() && dockerAnswers(host))
            return {DemoDockerMode::Existing, host, {}};
    }
    if (findDockerd().isEmpty())
        return {
            DemoDockerMode::Missing,
            {},
            QStringLiteral("no Docker engine is reachable and dockerd is not installed: apt-get install docker.io")};
    if (::geteuid() != 0)
        return {DemoDockerMode::Missing,
                {},
                QStringLiteral("no Docker engine is reachable and starting a private one needs root: start Docker, or "
                               "set DOCKER_HOST")};
    const QString socket = stateDir + QStringLiteral("/docker/docker.sock");
    if (socket.size() > kMaxSocketPath)
        return {DemoDockerMode::Missing,
                {},
                QStringLiteral("the state directory's path is too long for Docker's socket: %1").arg(socket)};
    return {DemoDockerMode::Private, QStringLiteral("unix://") + socket, {}};
}

} // namespace straightline::app
