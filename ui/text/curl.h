// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/api/engine.h"

namespace straightline::ui
{

/// A command for a shell that sends a request like this one: same method, path and body size, the body being zeros. It
/// has no headers and no query: these are not kept, and may be secret.
QString curlCommand(const RequestRecord& record, const EngineStatus& engine);

/// Where clients call the gateway, "http://HOST:PORT"; "https://…" where that is all it listens on.
QString gatewayUrl(const EngineStatus& engine);

/// A request that a newcomer can send by hand.
QString exampleCommand(const EngineStatus& engine, const ApplicationConfiguration& application);

QString shellQuoted(const QString& text);

} // namespace straightline::ui
