// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/api/engine.h"
#include "engine/api/json.h"
#include "engine/control/httpvalues.h"

// The engine's values as JSON. Times are "2026-01-01T00:00:00.000Z", durations name their unit. Pure functions.
namespace straightline::control
{

std::string timeText(WallTime time); ///< empty for the epoch: it never was

Json answerOf(const EngineStatus& status);
Json answerOf(const Snapshot& snapshot);
Json answerOf(const GpuTelemetry& telemetry);
Json answerOf(const BackendStatus& status);
Json answerOf(const Operation& operation);
Json answerOf(const Event& event);
Json answerOf(const RequestRow& row);
Json answerOf(const RequestReceipt& receipt);
Json answerOf(const History& history);
Json answerOf(const AuditEntry& entry);
Json answerOf(const LogLines& lines);
Json answerOf(const ContainerStatus& container);
Json answerOf(const BackendId& id, const BackendConfiguration& configuration, const BackendSnapshot* live);

template <class T>
Json answerOf(const std::vector<T>& values)
{
    Json list = Json::array();
    for (const T& each : values)
        list.push_back(answerOf(each));
    return list;
}

/// 200 with JSON.
HttpAnswer jsonAnswer(const Json& json, int status = 200);

/// The one table from error to HTTP status; body {"error": detail}.
HttpAnswer errorAnswer(const Error& error);
HttpAnswer errorAnswer(int status, const std::string& text);

} // namespace straightline::control
