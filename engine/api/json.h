// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/api/change.h"
#include "engine/api/configuration.h"
#include "engine/api/operation.h"
#include "engine/api/result.h"

// The configuration as JSON: in the database, the audit log, the management API and, spelled as TOML, in site.toml.
// One description of the fields (configurationfields.h) serves reading, writing and the schema of /openapi.json.
namespace straightline
{

using Json = nlohmann::ordered_json;

/// Whether written-out secrets of environments are shown or stand as "***".
enum class Secrets : std::uint8_t { Shown, Hidden };

/// Document: arrays are "applications" and "backends", numbers and revision are there. SiteFile: "application" and
/// "backend" as in site.toml, without numbers.
enum class Spelling : std::uint8_t { Document, SiteFile };

/// What is wrong with a document, and where: "applications[0].backends[1].capacity".
struct FieldError {
    std::string path;
    std::string message; ///< what is there and what is allowed

    Error error() const;
};

Json toJson(const Thresholds& thresholds); ///< {"frequency_hz", "size_bytes"}
Json toJson(const BackendConfiguration& backend, Secrets secrets);
Json toJson(const ApplicationConfiguration& application, Secrets secrets);
Json toJson(const GatewaySettings& gateway);
Json toJson(const RetentionSettings& retention);
Json toJson(const PutSettings& settings); ///< {"gateway", "retention"}
Json toJson(const SiteConfiguration& site, Secrets secrets, Spelling spelling = Spelling::Document);

/// Strict: an unknown key, a wrong type, a number that does not fit and a missing name are errors. Keys that are absent
/// get their defaults. Bounds are validate()'s business.
[[nodiscard]] Result<Thresholds> thresholdsFromJson(const Json& json);
[[nodiscard]] Result<BackendConfiguration> backendFromJson(const Json& json);
[[nodiscard]] Result<ApplicationConfiguration> applicationFromJson(const Json& json);
[[nodiscard]] Result<GatewaySettings> gatewayFromJson(const Json& json);
[[nodiscard]] Result<RetentionSettings> retentionFromJson(const Json& json);
[[nodiscard]] Result<PutSettings> settingsFromJson(const Json& json);
[[nodiscard]] tl::expected<SiteConfiguration, FieldError> siteFromJson(const Json& json,
                                                                       Spelling spelling = Spelling::Document);

/// Parses text; refuses invalid UTF-8, two equal keys in one object, more than 64 levels and anything after the value.
[[nodiscard]] Result<Json> parseJson(std::string_view text);
/// Compact text; what is not UTF-8 is replaced.
std::string writeJson(const Json& json);

/// JSON Schema (OpenAPI 3.0 dialect) of what the functions above read and write.
Json thresholdsSchema();
Json backendSchema();
Json applicationSchema();
Json settingsSchema();

/// An entry of the audit log for a change: its subject before and after, secrets hidden.
AuditEntry auditEntry(const SiteConfiguration& before, const SiteConfiguration& after, const Change& change,
                      const Actor& actor, WallTime time);

/// The change that brings back what an entry of the audit log shows as `before`. Secrets stand as "***", which means
/// "as it is now". An entry that is no change of the configuration gives Unsupported.
[[nodiscard]] Result<Change> undoOf(const AuditEntry& entry);

} // namespace straightline
