// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/backendstatus.h"

namespace straightline
{

struct Restore;

/// Who asked: shown in the audit log.
struct Actor {
    std::string name = "operator"; ///< "console", "api", "site.toml", …
};

enum class OperationState : std::uint8_t { Running, Succeeded, Failed, Cancelled };

enum class StepState : std::uint8_t { Waiting, Running, Succeeded, Failed, Skipped };

/// One step of work that has several: "connect" of a test, "pull" of a redeploy.
struct OperationStep {
    std::string name; ///< "dns", "connect", "tls", "health", "inference", "pull", "create", "start", "healthy", …
    StepState state = StepState::Waiting;
    std::chrono::microseconds took{0};
    std::string detail; ///< what came of it, or the reason of its failure; English

    bool operator==(const OperationStep&) const = default;
};

std::string_view toString(StepState state);

/// Work that takes time: a redeploy, a drain. Ids count up from 1 in a run.
struct Operation {
    std::uint64_t id = 0;
    std::string kind;    ///< "redeploy", "drain", …
    std::string subject; ///< backend id
    OperationState state = OperationState::Running;
    std::string step;      ///< what it does now, or the result: "waiting for health of replica 1"
    double progress = 0.0; ///< 0 … 1; < 0 = cannot be told
    WallTime started;
    WallTime ended; ///< valid when not running
    std::string actor;
    std::vector<OperationStep> steps{};    ///< all of them from the start, in order; empty = it has none
    std::shared_ptr<const Restore> undo{}; ///< takes back what it has changed in the configuration; null = nothing
};

std::string_view toString(OperationState state);

/// It changes nothing, by its kind: it may be cancelled when the engine is read-only.
bool isAsking(const Operation& operation);

enum class Severity : std::uint8_t { Info, Warning, Error };

/// Something an operator wants to know: a backend went down, a redeploy failed.
struct Event {
    std::uint64_t id = 0;
    WallTime time;
    Severity severity = Severity::Info;
    std::string subject; ///< backend id, application, or "store", "docker", …
    std::string text;    ///< English
};

std::string_view toString(Severity severity);

struct AuditEntry {
    std::uint64_t id = 0;
    WallTime time;
    std::string actor;
    std::string action;  ///< "put_thresholds", …
    std::string subject; ///< application, backend id or "site"
    std::string before;  ///< JSON; empty = did not exist
    std::string after;   ///< JSON; empty = was removed
};

} // namespace straightline
