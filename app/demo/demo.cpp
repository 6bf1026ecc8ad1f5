// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"

#include <QDir>
#include <QTcpServer>

#include <spdlog/spdlog.h>

#include "app/demo/keptprocess.h"

namespace straightline::app
{
namespace
{

using namespace std::chrono_literals;

const QString kImage = QStringLiteral("straightline/digits:latest");
constexpr auto kApplication = "digits";
constexpr auto kWebId = "digits:web";
constexpr auto kBoxId = "digits:box";

std::string flaskUrl(quint16 port)
{
    return "http://127.0.0.1:" + std::to_string(port);
}

constexpr auto ignore = [](const auto&) {};

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost, 0) ? probe.serverPort() : quint16(0);
}

BackendConfiguration webBackend(quint16 port)
{
    BackendConfiguration web;
    web.name = "web";
    web.tier = Tier::Local;
    web.capacity = 4;
    web.settings = HttpSettings{flaskUrl(port)};
    return web;
}

BackendConfiguration boxBackend()
{
    ContainerSettings container;
    container.image = kImage.toStdString();
    container.containerPort = 8080;
    container.memoryBytes = 536'870'912;
    BackendConfiguration box;
    box.name = "box";
    box.tier = Tier::Container;
    box.capacity = 8;
    box.settings = container;
    return box;
}

BackendConfiguration burstBackend(const QString& digitsServer)
{
    FunctionSettings function;
    function.command = {digitsServer.toStdString(), "--lambda"};
    function.keepAlive = 60s;
    BackendConfiguration burst;
    burst.name = "burst";
    burst.tier = Tier::Serverless;
    burst.capacity = 16;
    burst.payloadLimitBytes = 6'291'456;
    burst.settings = function;
    return burst;
}

/// Without the container backend where an engine will come: it is added with its image, instead of failing for want of
/// one.
SiteConfiguration demoSite(const DemoPaths& paths, quint16 flaskPort, DemoDockerMode docker)
{
    ApplicationConfiguration digits;
    digits.name = kApplication;
    digits.mount = "/digits";
    digits.thresholds = {20.0, 262'144};
    digits.backends = {webBackend(flaskPort), burstBackend(paths.digitsServer)};
    if (docker == DemoDockerMode::Missing)
        digits.backends.push_back(boxBackend());
    SiteConfiguration site;
    site.applications = {digits};
    return site;
}

} // namespace

Result<DemoPlan> planDemo(const QString& stateDir)
{
    auto paths = findDemoPaths();
    if (!paths)
        return tl::make_unexpected(paths.error());
    DemoPlan plan;
    plan.paths = *paths;
    plan.flaskPort = freePort();
    if (plan.flaskPort == 0)
        return failure(ErrorCode::Unreachable, "no free loopback port for the demo's Flask server");
    plan.docker = chooseDemoDocker(stateDir);
    if (plan.docker.mode != DemoDockerMode::Missing)
        qputenv("DOCKER_HOST", plan.docker.host.toUtf8());
    plan.site = demoSite(plan.paths, plan.flaskPort, plan.docker.mode);
    return plan;
}

Demo::Demo(DemoPlan plan, Engine& engine, QString stateDir)
    : m_plan(std::move(plan))
    , m_engine(engine)
    , m_stateDir(std::move(stateDir))
    , m_bridge(m_stateDir)
{
    connect(&m_dockerPoll, &QTimer::timeout, this, &Demo::waitForDocker);
}

Demo::~Demo()
{
    stop();
}

void Demo::start(const std::string& ingest, bool load)
{
    startFlask();
    startDocker();
    if (!load)
        return;
    // The first requests come when the web server is up: nothing fails that need not.
    m_firstUp = connect(&m_engine, &Engine::snapshotTaken, this, [this, ingest](const SnapshotPtr& snapshot) {
        const auto& backends = snapshot->backends;
        const bool ready = std::any_of(backends.begin(), backends.end(), [](const BackendSnapshot& each) {
            return each.kind == BackendKind::Http && each.status.state == BackendState::Up;
        });
        if (!ready)
            return;
        disconnect(m_firstUp);
        startLoad(ingest);
    });
}

void Demo::stopLoad()
{
    disconnect(m_firstUp);
    if (m_load)
        m_load->stop(2s);
}

void Demo::stop()
{
    m_dockerPoll.stop();
    stopLoad();
    if (m_imageBuild && m_imageBuild->state() != QProcess::NotRunning) {
        m_imageBuild->kill();
        m_imageBuild->waitForFinished(2'000);
    }
    if (m_flask)
        m_flask->stop(5s);
    if (m_docker) {
        m_docker->stop(20s);
        m_bridge.remove();
        m_docker.reset();
    }
}

void Demo::startFlask()
{
    const QString address = QStringLiteral("127.0.0.1:%1").arg(m_plan.flaskPort);
    const QString command = QStringLiteral("-B -m gunicorn -c gunicorn.conf.py -w 2 -b %1 app:app").arg(address);
    const QStringList arguments = command.split(QLatin1Char(' '));
    m_flask =
        std::make_unique<KeptProcess>(QStringLiteral("gunicorn"), QStringLiteral("/usr/bin/python3"), arguments, this);
    m_flask->setWorkingDirectory(m_plan.paths.flaskDir);
    m_flask->start();
    pointBackendAtFlask();
}

/// A state directory of an earlier demo names that demo's port.
void Demo::pointBackendAtFlask()
{
    const std::string url = flaskUrl(m_plan.flaskPort);
    ask(
        m_engine, this,
        [url](Engine& engine) -> Result<std::uint64_t> {
            const BackendConfiguration* web = engine.configuration()->findBackend(kWebId);
            if (web == nullptr || web->settings == BackendSettings(HttpSettings{url}))
                return std::uint64_t{0};
            BackendConfiguration moved = *web;
            moved.settings = HttpSettings{url};
            return engine.apply(PutBackend{kApplication, moved, Expect::Present}, Actor{"demo"});
        },
        [](const Result<std::uint64_t>& moved) {
            if (!moved)
                spdlog::warn("demo: {}", moved.error().detail);
        });
}

void Demo::startDocker()
{
    if (m_plan.docker.mode == DemoDockerMode::Missing) {
        spdlog::warn("demo: no container tier: {}", m_plan.docker.reason.toStdString());
        return;
    }
    if (m_plan.docker.mode == DemoDockerMode::Private) {
        const QString dir = m_stateDir + QStringLiteral("/docker");
        QDir().mkpath(dir);
        QFile::remove(dir + QStringLiteral("/pid"));
        if (auto bridged = m_bridge.add(); !bridged) {
            spdlog::warn("demo: no container tier: {}", bridged.error().detail);
            return;
        }
        const QStringList arguments{QStringLiteral("--host"),      m_plan.docker.host,
                                    QStringLiteral("--data-root"), dir + QStringLiteral("/data"),
                                    QStringLiteral("--exec-root"), dir + QStringLiteral("/exec"),
                                    QStringLiteral("--bridge"),    m_bridge.name(),
                                    QStringLiteral("--pidfile"),   dir + QStringLiteral("/pid")};
        m_docker = std::make_unique<KeptProcess>(QStringLiteral("dockerd"), QStringLiteral("dockerd"), arguments, this);
        m_docker->start();
    }
    m_dockerPoll.start(500ms);
}

void Demo::waitForDocker()
{
    const bool there = m_plan.docker.mode == DemoDockerMode::Existing || QFile::exists(m_plan.docker.host.mid(7));
    if (!there || !dockerAnswers(m_plan.docker.host))
        return;
    m_dockerPoll.stop();
    buildImage();
}

void Demo::buildImage()
{
    m_imageBuild = std::make_unique<QProcess>();
    m_imageBuild->setProcessChannelMode(QProcess::MergedChannels);
    m_imageBuild->setChildProcessModifier(becomeOwnChild);
    connect(m_imageBuild.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        if (status == QProcess::NormalExit && code == 0) {
            deployContainer();
            return;
        }
        spdlog::warn("demo: the container image could not be built (exit {}): {}", code,
                     m_imageBuild->readAll().right(2'000).toStdString());
        deployContainer(); // shows on screen that the image is missing
    });
    m_imageBuild->start(m_plan.paths.imageScript, {m_plan.paths.digitsServer, kImage});
}

/// Adds the container backend where there is none yet, and deploys it again where it could not be deployed before. One
/// that is up already stays: the engine adopted the container of the demo before.
void Demo::deployContainer()
{
    ask(
        m_engine, this,
        [](Engine& engine) -> Result<void> {
            if (engine.configuration()->findApplication(kApplication) == nullptr)
                return {}; // the operator has other plans
            if (engine.configuration()->findBackend(kBoxId) == nullptr)
                return engine.apply(PutBackend{kApplication, boxBackend(), Expect::Absent}, Actor{"demo"}).map(ignore);
            for (const BackendSnapshot& backend : engine.snapshot()->backends) {
                if (backend.status.id == kBoxId && backend.status.state != BackendState::Up)
                    return engine.start(RedeployBackend{kBoxId, {}}, Actor{"demo"}).map(ignore);
            }
            return {};
        },
        [](const Result<void>& deployed) {
            if (!deployed)
                spdlog::warn("demo: {}", deployed.error().detail);
        });
}

void Demo::startLoad(const std::string& ingest)
{
    const QStringList arguments{QStringLiteral("--url"), QStringLiteral("http://") + QString::fromStdString(ingest),
                                QStringLiteral("--loop")};
    m_load = std::make_unique<KeptProcess>(QStringLiteral("digits-load"), m_plan.paths.digitsLoad, arguments, this);
    m_load->start();
}

} // namespace straightline::app
