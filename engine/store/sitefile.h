// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/api/configuration.h"
#include "engine/api/json.h"
#include "engine/api/result.h"

// site.toml: the configuration as a file that people write. It seeds an empty state directory and is exported and
// imported. Pure functions, any thread.
namespace straightline::store
{

/// Reads and validates. Errors are "FILE:LINE:COLUMN: what is wrong, what is allowed" for syntax, unknown keys, wrong
/// types and values out of bounds. `fileName` is only for the message.
[[nodiscard]] Result<SiteConfiguration> readSite(std::string_view toml, std::string_view fileName);

/// The same for a file of at most 4 MiB.
[[nodiscard]] Result<SiteConfiguration> readSiteFile(const std::filesystem::path& file);

/// A `[application.backend.model]` of a site.toml: how the backend behaves when it is simulated. The gateway passes it
/// over, and an export does not have it.
struct SiteModel {
    std::string application;
    std::string backend;
    Json fields;
    std::string where; ///< "FILE:LINE:COLUMN" of the table
};
[[nodiscard]] Result<std::vector<SiteModel>> readSiteModels(const std::filesystem::path& file);

/// "FILE:LINE:COLUMN" of each [[application]], in the order of the file.
[[nodiscard]] Result<std::vector<std::string>> readSitePlaces(const std::filesystem::path& file);

/// The text whose readSite() is `site` again, bit for bit, but for revision and numbers. With hidden secrets the text
/// can still be imported where the values are known.
std::string writeSite(const SiteConfiguration& site, Secrets secrets);

} // namespace straightline::store
