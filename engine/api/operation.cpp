// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/operation.h"

namespace straightline
{

std::string_view toString(OperationState state)
{
    switch (state) {
    case OperationState::Running:
        return "running";
    case OperationState::Succeeded:
        return "succeeded";
    case OperationState::Failed:
        return "failed";
    case OperationState::Cancelled:
        return "cancelled";
    }
    return "?";
}

std::string_view toString(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return "waiting";
    case StepState::Running:
        return "running";
    case StepState::Succeeded:
        return "succeeded";
    case StepState::Failed:
        return "failed";
    case StepState::Skipped:
        return "skipped";
    }
    return "?";
}

std::string_view toString(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return "info";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        return "error";
    }
    return "?";
}

bool isAsking(const Operation& operation)
{
    return operation.kind == "sweep" || operation.kind == "what_if";
}

} // namespace straightline
