// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/api/configuration.h"
#include "engine/api/result.h"

// Environment variables of backends may hold secrets: kept out of audit, logs, answers and exports.
namespace straightline
{

/// What stands in place of a secret's value wherever it is shown. Given back to us, it means "as it was".
inline constexpr std::string_view kHiddenSecret = "***";

/// Whether a variable of this name is a secret: it contains password, passwd, secret, token or key, in any case.
bool isSecretName(std::string_view name);

/// Whether the whole value is one reference, "${env:NAME}" or "${file:/path}": safe to show.
bool isSecretReference(std::string_view value);

/// The value as shown: "***" for a secret that is written out, else unchanged.
std::string shownValue(std::string_view name, std::string_view value);

/// Where references are looked up; empty = there is none of that name.
struct SecretSources {
    std::function<std::optional<std::string>(const std::string& name)> environment;
    std::function<std::optional<std::string>(const std::string& path)> file;
};

/// This process's environment, and files of at most 64 KiB without their final line break.
SecretSources systemSecretSources();

/// Replaces every "${env:NAME}" and "${file:/path}" in `value`; other text, "${" included, stays. The error names the
/// reference, never a value.
[[nodiscard]] Result<std::string> resolveSecrets(std::string_view value, const SecretSources& sources);

/// All values resolved, at the start of a process or container. The error names the variable too.
[[nodiscard]] Result<Environment> resolveEnvironment(const Environment& environment, const SecretSources& sources);

/// Puts the present values where `next` holds "***" for a secret: what was read hidden can be written back. An error
/// names a "***" without a present value.
[[nodiscard]] Result<void> keepSecrets(const SiteConfiguration& present, SiteConfiguration& next);

} // namespace straightline
