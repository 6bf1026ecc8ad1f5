// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backends/backendtest.h"
#include "engine/backends/function/functionsupervisor.h"

namespace straightline::backends
{

/// Kind function: find the program, start one process as requests do (isolated, limited), one inference, and end it.
/// The supervisor, and the runtime it knows, outlive `whole`.
QCoro::Task<Result<std::string>> testFunction(ProcessFunctionSupervisor* supervisor, Scope whole, BackendTest test,
                                              Scope scope, OperationProgress progress);

} // namespace straightline::backends
