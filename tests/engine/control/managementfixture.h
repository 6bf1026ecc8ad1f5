// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QTest>

#include "engine/control/managementserver.h"
#include "httpclient.h"
#include "tests/support/fakeengine.h"

namespace straightline
{

/// The management API over real HTTP, with an engine in memory behind it; anew for each test function.
class ManagementFixture : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        serve({});
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
        m_engine.reset();
    }

protected:
    void serve(control::ManagementServer::Settings settings)
    {
        m_client.reset();
        m_server.reset();
        settings.listen = "127.0.0.1:0";
        auto server = control::ManagementServer::open(*m_engine, settings);
        QVERIFY2(server.has_value(), server ? "" : server.error().detail.c_str());
        m_server = std::move(*server);
        QVERIFY(!m_server->address().ends_with(":0"));
        m_client = std::make_unique<HttpClient>(m_server->address());
    }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<control::ManagementServer> m_server;
    std::unique_ptr<HttpClient> m_client;
};

} // namespace straightline
