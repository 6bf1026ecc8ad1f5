// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demodocker.h"

#include <unistd.h>

#include <QCryptographicHash>
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

DemoBridge::DemoBridge(const QString& stateDir)
{
    const QByteArray digest = QCryptographicHash::hash(stateDir.toUtf8(), QCryptographicHash::Sha256);
    m_name = QStringLiteral("sl") + QString::fromLatin1(digest.toHex().left(8));
    m_address = QStringLiteral("172.31.%1.1/24").arg(static_cast<uchar>(digest.at(8)));
}

Result<void> DemoBridge::add()
{
    remove();
    for (const QString& command :
         {QStringLiteral("link add %1 type bridge").arg(m_name),
          QStringLiteral("addr add %1 dev %2").arg(m_address, m_name), QStringLiteral("link set %1 up").arg(m_name)}) {
        QProcess ip;
        ip.start(QStringLiteral("ip"), command.split(QLatin1Char(' ')));
        if (!ip.waitForFinished(5'000) || ip.exitCode() != 0)
            return failure(ErrorCode::Unreachable,
                           ("ip " + command.toUtf8() + ": " + ip.readAllStandardError() + ip.errorString().toUtf8())
                               .trimmed()
                               .toStdString());
    }
    return {};
}

void DemoBridge::remove()
{
    QProcess ip;
    ip.start(QStringLiteral("ip"), {QStringLiteral("link"), QStringLiteral("delete"), m_name});
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
