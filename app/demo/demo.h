// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QProcess>
#include <QTimer>

#include "app/demo/demodocker.h"
#include "app/demo/demopaths.h"
#include "engine/api/engine.h"

namespace straightline::app
{

class KeptProcess;

/// What the demo needs to know before the engine starts.
struct DemoPlan {
    DemoPaths paths;
    DemoDocker docker;
    quint16 flaskPort = 0;
    SiteConfiguration site; ///< seeds an empty state directory
};

/// Finds programs, a free port and a Docker engine, and sets DOCKER_HOST for this process. Waits at most two seconds.
[[nodiscard]] Result<DemoPlan> planDemo(const QString& stateDir);

/// The digits demo around the engine: the Flask server under gunicorn, a private Docker engine where none is there, the
/// container image, and a load of real digit images. Main thread; owned by Application; its processes end with it.
class Demo : public QObject
{
    Q_OBJECT
public:
    Demo(DemoPlan plan, Engine& engine, QString stateDir);
    ~Demo() override;

    /// `ingest` is HOST:PORT of the gateway. Returns at once; the parts come up behind.
    void start(const std::string& ingest, bool load);
    void stopLoad();
    void stop();

private:
    void startFlask();
    void startDocker();
    void waitForDocker();
    void buildImage();
    void deployContainer();
    void startLoad(const std::string& ingest);
    void pointBackendAtFlask();

    DemoPlan m_plan;
    Engine& m_engine;
    QString m_stateDir;
    DemoBridge m_bridge;
    std::unique_ptr<KeptProcess> m_flask;
    std::unique_ptr<KeptProcess> m_docker;
    std::unique_ptr<KeptProcess> m_load;
    std::unique_ptr<QProcess> m_imageBuild;
    QTimer m_dockerPoll;
    QMetaObject::Connection m_firstUp;
};

} // namespace straightline::app
