// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/api/result.h"

namespace straightline::app
{

enum class DemoDockerMode { Existing, Private, Missing };

/// Which Docker engine the demo's containers run on.
struct DemoDocker {
    DemoDockerMode mode = DemoDockerMode::Missing;
    QString host;   ///< value for DOCKER_HOST; empty when missing
    QString reason; ///< when missing: what is missing and how to get it
};

/// The engine that answers at DOCKER_HOST or /var/run/docker.sock; else, as root with dockerd installed, a private one
/// to be started below `stateDir`; else none. Asks the socket once, with a deadline of a second.
DemoDocker chooseDemoDocker(const QString& stateDir);

/// The network bridge of a private engine: an engine that stops removes the usual docker0 under any other, so each has
/// its own, named after its state directory.
class DemoBridge
{
public:
    explicit DemoBridge(const QString& stateDir);

    QString name() const { return m_name; }
    [[nodiscard]] Result<void> add(); ///< as root; replaces what an earlier run left there
    void remove();

private:
    QString m_name;
    QString m_address; ///< 172.31.N.1/24
};

/// Whether a Docker engine answers at `host` (unix:// or tcp://) within a second.
bool dockerAnswers(const QString& host);

} // namespace straightline::app
