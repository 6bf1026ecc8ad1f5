// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/logsaver.h"

#include <algorithm>

#include <QDir>

#include "ui/enginelink.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{
constexpr int kAskAgainMillis = 300;
constexpr std::size_t kLinesAtATime = 2'000;
} // namespace

LogSaver::LogSaver(EngineLink& link, BackendId id, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_id(std::move(id))
{
    m_askAgain.setSingleShot(true);
    m_askAgain.setInterval(kAskAgainMillis);
    connect(&m_askAgain, &QTimer::timeout, this, &LogSaver::ask);
    m_write.setInterval(0);
    connect(&m_write, &QTimer::timeout, this, &LogSaver::writeSome);
}

void LogSaver::write(const QString& path)
{
    cancel();
    m_file = std::make_unique<QSaveFile>(path);
    if (!m_file->open(QIODevice::WriteOnly)) {
        end(false, tr("Not saved: %1").arg(m_file->errorString()));
        return;
    }
    Q_EMIT progressed(0, 0);
    ask();
}

void LogSaver::ask()
{
    const QPointer<LogSaver> guard(this);
    m_link.ask([id = m_id](Engine& engine) { return engine.logs(id, kMostLines); },
               [guard, run = m_run](const Result<LogLines>& logs) {
                   if (guard && guard->m_run == run && guard->isRunning())
                       guard->take(logs);
               });
}

void LogSaver::take(const Result<LogLines>& logs)
{
    if (!logs) {
        end(false, tr("Not saved: %1").arg(errorText(logs.error())));
        return;
    }
    if (!logs->complete) {
        m_askAgain.start();
        return;
    }
    m_lines = logs->lines;
    m_next = 0;
    m_write.start();
}

void LogSaver::writeSome()
{
    const std::size_t last = std::min(m_next + kLinesAtATime, m_lines.size());
    std::string bytes;
    for (; m_next < last; ++m_next)
        bytes += m_lines[m_next] + '\n';
    const auto size = static_cast<qint64>(bytes.size());
    if (m_file->write(bytes.data(), size) != size) {
        end(false, tr("Not saved: %1").arg(m_file->errorString()));
        return;
    }
    const int all = static_cast<int>(m_lines.size());
    if (all > 0)
        Q_EMIT progressed(static_cast<int>(m_next), all);
    if (m_next < m_lines.size() || !isRunning()) // who heard of it may have cancelled it
        return;
    const QString path = QDir::toNativeSeparators(m_file->fileName());
    if (m_file->commit())
        end(true, tr("%n line(s) saved as %1", nullptr, all).arg(path));
    else
        end(false, tr("Not saved: %1").arg(m_file->errorString()));
}

void LogSaver::cancel()
{
    if (isRunning())
        end(false, tr("Cancelled; no file was written."));
}

void LogSaver::end(bool saved, const QString& told)
{
    ++m_run;
    m_askAgain.stop();
    m_write.stop();
    m_lines.clear();
    m_file.reset(); // what was not committed is discarded
    Q_EMIT ended(saved, told);
}

} // namespace straightline::ui
