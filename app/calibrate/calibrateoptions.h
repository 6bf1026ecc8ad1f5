// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/api/calibration.h"
#include "engine/api/result.h"

namespace straightline::app
{

/// The command line of `straightline calibrate` as a value.
struct CalibrateOptions {
    std::string sitePath;         ///< measured without an engine; empty: `control` is given
    std::string control;          ///< HOST:PORT of the engine that measures; empty: `sitePath` is given
    std::string controlTokenFile; ///< empty = that engine asks for no token
    std::string application;      ///< empty: the only one
    std::string samplePath;       ///< file; empty = a generated body
    std::string contentType; ///< of the sample; empty = application/json, of a generated body application/octet-stream
    std::string path;        ///< empty = /v2/models/{application}/infer
    bool consent = false;
    bool json = false;
    bool showHelp = false;
    CalibrationLimits limits;
};

/// `arguments` without "straightline calibrate". The error is one line that says what is allowed.
[[nodiscard]] Result<CalibrateOptions> parseCalibrateOptions(const std::vector<std::string>& arguments);

std::string calibrateUsage();

} // namespace straightline::app
