// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/enginethread.h"

#include <openssl/crypto.h>

#include "engine/core/straightlineengine.h"

namespace straightline::core
{

EngineThread::EngineThread()
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_onThread.moveToThread(&m_thread);
    m_thread.start();
}

EngineThread::~EngineThread()
{
    // The engine's QObjects die on their own thread.
    QMetaObject::invokeMethod(
        &m_onThread,
        [this] {
            m_engine.reset();
            // QThread::wait() returns before the thread's own destructors ran: OpenSSL, which Qt HttpServer
            // has used here, would free its part while the program ends or never.
            OPENSSL_thread_stop();
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

Result<std::unique_ptr<EngineThread>> EngineThread::open(EngineSettings settings)
{
    qRegisterMetaType<SnapshotPtr>();
    qRegisterMetaType<SiteConfigurationPtr>();
    qRegisterMetaType<Operation>();
    qRegisterMetaType<Event>();

    std::unique_ptr<EngineThread> self(new EngineThread);
    Result<void> opened;
    QMetaObject::invokeMethod(
        &self->m_onThread,
        [&] {
            auto engine = StraightlineEngine::open(std::move(settings));
            if (!engine) {
                opened = tl::make_unexpected(engine.error());
                return;
            }
            self->m_engine = std::move(*engine);
            const EngineStatus status = self->m_engine->status();
            self->m_ingestAddress = status.ingest;
            self->m_controlAddress = status.control;
        },
        Qt::BlockingQueuedConnection);
    if (!opened)
        return tl::make_unexpected(opened.error());
    connect(self->m_engine.get(), &StraightlineEngine::drained, self.get(), &EngineThread::drained);
    return self;
}

Engine& EngineThread::engine()
{
    return *m_engine;
}

void EngineThread::drain()
{
    QMetaObject::invokeMethod(m_engine.get(), &StraightlineEngine::drain, Qt::QueuedConnection);
}

} // namespace straightline::core
