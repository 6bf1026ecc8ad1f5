// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QSaveFile>
#include <QTimer>

#include "engine/api/engine.h"

namespace straightline::ui
{

class EngineLink;

/// Writes all that the engine can still read of a backend's log to a file: waits until the engine has read it, then
/// writes some lines at a time, so that the window stays alive. GUI thread; owned by the log dialog.
class LogSaver : public QObject
{
    Q_OBJECT
public:
    /// The engine reads at most so many lines of each container.
    static constexpr std::uint32_t kMostLines = 50'000;

    LogSaver(EngineLink& link, BackendId id, QObject* parent);

    void write(const QString& path);
    bool isRunning() const { return m_file != nullptr; }
    void cancel();

Q_SIGNALS:
    void progressed(int lines, int all); ///< `all` = 0: the engine still reads
    void ended(bool saved, const QString& told);

private:
    void ask();
    void take(const Result<LogLines>& logs);
    void writeSome();
    void end(bool saved, const QString& told);

    EngineLink& m_link;
    BackendId m_id;
    std::unique_ptr<QSaveFile> m_file;
    std::uint64_t m_run = 0; ///< answers to earlier ones are dropped
    QTimer m_askAgain;
    QTimer m_write;
    std::vector<std::string> m_lines;
    std::size_t m_next = 0;
};

} // namespace straightline::ui
