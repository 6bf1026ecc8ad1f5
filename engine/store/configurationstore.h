// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/api/configuration.h"
#include "engine/api/operation.h"
#include "engine/api/result.h"
#include "engine/store/database.h"
#include "engine/store/watchstore.h"

namespace straightline::store
{

/// The configuration and its audit log: what an operator changed is on disk when save() returns. Lives on the engine
/// thread, owned by core.
class ConfigurationStore
{
public:
    [[nodiscard]] static Result<std::unique_ptr<ConfigurationStore>> open(Database& database);
    ~ConfigurationStore();

    /// The configuration as last saved; revision 0 and nothing in it when none ever was.
    [[nodiscard]] Result<SiteConfiguration> load();

    /// Writes configuration, audit entry and, if there is one, the watch over them in one transaction. Gives numbers to
    /// what has none (0) and returns the configuration with them. After an error nothing has changed.
    [[nodiscard]] Result<SiteConfiguration> save(const SiteConfiguration& next, const AuditEntry& entry,
                                                 const KeptWatch* watch = nullptr);

    /// Newest first.
    [[nodiscard]] Result<std::vector<AuditEntry>> audit(std::uint32_t limit);

private:
    ConfigurationStore(Database& database, Connection connection);

    std::uint32_t newNumber(std::uint32_t application, const std::string& name);
    void writeApplications(const SiteConfiguration& site);
    void writeSetting(const char* key, const std::string& document);
    void writeAudit(const AuditEntry& entry);

    Database& m_database;
    Connection m_connection;
};

} // namespace straightline::store
