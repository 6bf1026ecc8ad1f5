// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/enginethread.h"

#include <future>

#include <QEventLoop>
#include <openssl/crypto.h>

#include "engine/core/straightlineengine.h"

namespace straightline::core
{

namespace
{

struct Opened {
    StraightlineEngine* engine = nullptr;
    EngineStatus status;
};

/// The thread's whole life. The promise, unlike Qt's own ways to wait, is seen by the thread sanitizer.
void run(EngineSettings settings, std::promise<Result<Opened>> opened)
{
    QEventLoop loop;
    auto engine = StraightlineEngine::open(std::move(settings));
    if (!engine) {
        opened.set_value(tl::make_unexpected(engine.error()));
    } else {
        opened.set_value(Opened{engine->get(), (*engine)->status()});
        loop.exec();
        engine->reset(); // the engine's QObjects die on their own thread
    }
    // QThread::wait() returns before the thread's own destructors ran: OpenSSL, which Qt HttpServer has used here,
    // would free its part while the program ends or never.
    OPENSSL_thread_stop();
}

} // namespace

EngineThread::~EngineThread()
{
    if (!m_thread)
        return;
    m_thread->quit();
    m_thread->wait();
}

Result<std::unique_ptr<EngineThread>> EngineThread::open(EngineSettings settings)
{
    qRegisterMetaType<SnapshotPtr>();
    qRegisterMetaType<SiteConfigurationPtr>();
    qRegisterMetaType<Operation>();
    qRegisterMetaType<Event>();

    std::unique_ptr<EngineThread> self(new EngineThread);
    std::promise<Result<Opened>> promise;
    auto future = promise.get_future();
    self->m_thread.reset(QThread::create(run, std::move(settings), std::move(promise)));
    self->m_thread->setObjectName(QStringLiteral("engine"));
    self->m_thread->start();
    const Result<Opened> opened = future.get();
    if (!opened)
        return tl::make_unexpected(opened.error());
    self->m_engine = opened->engine;
    self->m_ingestAddress = opened->status.ingest;
    self->m_ingestTlsAddress = opened->status.ingestTls;
    self->m_controlAddress = opened->status.control;
    connect(self->m_engine, &StraightlineEngine::drained, self.get(), &EngineThread::drained);
    return self;
}

Engine& EngineThread::engine()
{
    return *m_engine;
}

void EngineThread::drain()
{
    QMetaObject::invokeMethod(m_engine, &StraightlineEngine::drain, Qt::QueuedConnection);
}

void EngineThread::reloadCertificates()
{
    QMetaObject::invokeMethod(
        m_engine, [engine = m_engine] { engine->reviewCertificates(true); }, Qt::QueuedConnection);
}

} // namespace straightline::core
