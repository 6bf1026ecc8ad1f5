// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/json.h"

#include <nlohmann/json.hpp>

#include "engine/api/configurationfields.h"
#include "engine/api/jsonwords.h"
#include "engine/api/secrets.h"

namespace straightline
{
namespace
{

/// Walks the fields of a value and writes them in their order.
class Writer
{
public:
    Writer(Json& out, Secrets secrets, Spelling spelling)
        : m_out(out)
        , m_secrets(secrets)
        , m_spelling(spelling)
    {
        m_out = Json::object();
    }

    template <class T>
    void value(const char* key, const T& x, const char* /*about*/)
    {
        m_out[key] = x;
    }
    template <class T>
    void required(const char* key, const T& x, const char* /*about*/)
    {
        m_out[key] = x;
    }
    template <class T>
    void number(const char* key, const T& x, const char* /*about*/)
    {
        if (m_spelling == Spelling::Document)
            m_out[key] = x;
    }
    void millis(const char* key, std::chrono::milliseconds x, const char* /*about*/) { m_out[key] = x.count(); }
    template <class E>
    void word(const char* key, E x, const char* /*about*/)
    {
        m_out[key] = std::string(jsonwords::text(x));
    }
    template <class E>
    void requiredWord(const char* key, E x, const char* about)
    {
        word(key, x, about);
    }
    void environment(const char* key, const Environment& x, const char* /*about*/)
    {
        Json variables = Json::object();
        for (const auto& [name, text] : x)
            variables[name] = m_secrets == Secrets::Hidden ? shownValue(name, text) : text;
        m_out[key] = std::move(variables);
    }
    void kind(const char* key, const BackendSettings& x, const char* /*about*/)
    {
        constexpr std::array kKinds{BackendKind::Http, BackendKind::Container, BackendKind::Function};
        static_assert(std::variant_size_v<BackendSettings> == kKinds.size());
        m_out[key] = std::string(toString(kKinds[x.index()]));
    }
    void settings(const BackendSettings& x)
    {
        if (const auto* http = std::get_if<HttpSettings>(&x))
            httpFields(*this, *http);
        else if (const auto* container = std::get_if<ContainerSettings>(&x))
            containerFields(*this, *container);
        else
            functionFields(*this, std::get<FunctionSettings>(x));
    }
    void backends(const std::vector<BackendConfiguration>& x)
    {
        list(m_spelling == Spelling::Document ? "backends" : "backend", x,
             [](Writer& v, const BackendConfiguration& each) { backendFields(v, each); });
    }
    void applications(const std::vector<ApplicationConfiguration>& x)
    {
        list(m_spelling == Spelling::Document ? "applications" : "application", x,
             [](Writer& v, const ApplicationConfiguration& each) { applicationFields(v, each); });
    }
    void gateway(const char* key, const GatewaySettings& x)
    {
        Writer inner(m_out[key], m_secrets, m_spelling);
        gatewayFields(inner, x);
    }
    void limits(const char* key, const GatewayLimits& x)
    {
        Writer inner(m_out[key], m_secrets, m_spelling);
        limitFields(inner, x);
    }
    void tls(const char* key, const TlsSettings& x)
    {
        Writer inner(m_out[key], m_secrets, m_spelling);
        tlsFields(inner, x);
    }
    void isolation(const char* key, const IsolationSettings& x, const char* /*about*/)
    {
        Writer inner(m_out[key], m_secrets, m_spelling);
        isolationFields(inner, x);
    }
    void retention(const char* key, const RetentionSettings& x)
    {
        Writer inner(m_out[key], m_secrets, m_spelling);
        retentionFields(inner, x);
    }

private:
    template <class T, class Walk>
    void list(const char* key, const std::vector<T>& values, Walk walk)
    {
        Json array = Json::array();
        for (const T& each : values) {
            Json one;
            Writer inner(one, m_secrets, m_spelling);
            walk(inner, each);
            array.push_back(std::move(one));
        }
        m_out[key] = std::move(array);
    }

    Json& m_out;
    Secrets m_secrets;
    Spelling m_spelling;
};

/// What the audit log shows of a change's subject; empty = it does not exist in `site`.
std::string auditText(const SiteConfiguration& site, const Change& change)
{
    const std::string action = changeAction(change);
    if (action == "put_site")
        return writeJson(toJson(site, Secrets::Hidden));
    if (action == "put_settings")
        return writeJson(toJson(PutSettings{site.gateway, site.retention}));
    const std::string subject = changeSubject(change);
    if (action == "put_backend" || action == "remove_backend") {
        const BackendConfiguration* backend = site.findBackend(subject);
        return backend != nullptr ? writeJson(toJson(*backend, Secrets::Hidden)) : std::string();
    }
    const ApplicationConfiguration* application = site.findApplication(subject);
    if (application == nullptr)
        return {};
    if (action == "put_thresholds")
        return writeJson(toJson(application->thresholds));
    if (action == "put_policy")
        return writeJson(Json{{"policy", std::string(toString(application->policy))}});
    return writeJson(toJson(*application, Secrets::Hidden));
}

} // namespace

Error FieldError::error() const
{
    return {ErrorCode::InvalidArgument, path.empty() ? message : path + ": " + message};
}

Json toJson(const Thresholds& thresholds)
{
    Json json;
    Writer writer(json, Secrets::Hidden, Spelling::Document);
    thresholdsFields(writer, thresholds);
    return json;
}

Json toJson(const BackendConfiguration& backend, Secrets secrets)
{
    Json json;
    Writer writer(json, secrets, Spelling::Document);
    backendFields(writer, backend);
    return json;
}

Json toJson(const ApplicationConfiguration& application, Secrets secrets)
{
    Json json;
    Writer writer(json, secrets, Spelling::Document);
    applicationFields(writer, application);
    return json;
}

Json toJson(const GatewaySettings& gateway)
{
    Json json;
    Writer writer(json, Secrets::Hidden, Spelling::Document);
    gatewayFields(writer, gateway);
    return json;
}

Json toJson(const RetentionSettings& retention)
{
    Json json;
    Writer writer(json, Secrets::Hidden, Spelling::Document);
    retentionFields(writer, retention);
    return json;
}

Json toJson(const PutSettings& settings)
{
    Json json;
    Writer writer(json, Secrets::Hidden, Spelling::Document);
    settingsFields(writer, settings);
    return json;
}

Json toJson(const SiteConfiguration& site, Secrets secrets, Spelling spelling)
{
    Json json;
    Writer writer(json, secrets, spelling);
    siteFields(writer, site);
    return json;
}

std::string writeJson(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

AuditEntry auditEntry(const SiteConfiguration& before, const SiteConfiguration& after, const Change& change,
                      const Actor& actor, WallTime time)
{
    return {.id = 0,
            .time = time,
            .actor = actor.name,
            .action = changeAction(change),
            .subject = changeSubject(change),
            .before = auditText(before, change),
            .after = auditText(after, change)};
}

namespace
{

Result<Change> restored(const AuditEntry& entry, const Json& before)
{
    if (entry.action == "put_thresholds")
        return thresholdsFromJson(before).map([&](const Thresholds& thresholds) -> Change {
            return PutThresholds{entry.subject, thresholds};
        });
    if (entry.action == "put_policy") {
        const auto found = before.find("policy");
        const auto policy = found != before.end() && found->is_string()
                                ? policyFromString(found->get_ref<const std::string&>())
                                : std::nullopt;
        if (!policy)
            return failure(ErrorCode::InvalidArgument, "the audit entry names no policy");
        return PutPolicy{entry.subject, *policy};
    }
    if (entry.action == "put_settings")
        return settingsFromJson(before).map([](const PutSettings& settings) -> Change { return settings; });
    // What was removed comes back under its number, so that its history goes on; its place is not in the log.
    constexpr std::size_t kLast = ~std::size_t{0};
    if (entry.action == "remove_backend")
        return backendFromJson(before).map([&](const BackendConfiguration& backend) -> Change {
            return Restore{entry.subject, {}, Placed<BackendConfiguration>{backend, kLast}};
        });
    if (entry.action == "remove_application")
        return applicationFromJson(before).map([&](const ApplicationConfiguration& application) -> Change {
            return Restore{entry.subject, {}, Placed<ApplicationConfiguration>{application, kLast}};
        });
    if (entry.action == "put_backend")
        return backendFromJson(before).map([&](const BackendConfiguration& backend) -> Change {
            return PutBackend{splitBackendId(entry.subject).first, backend};
        });
    if (entry.action == "put_application")
        return applicationFromJson(before).map(
            [](const ApplicationConfiguration& application) -> Change { return PutApplication{application}; });
    if (entry.action == "put_site") {
        auto site = siteFromJson(before);
        if (!site)
            return tl::make_unexpected(site.error().error());
        return PutSite{std::move(*site)};
    }
    return failure(ErrorCode::Unsupported, "\"" + entry.action + "\" is no change of the configuration");
}

} // namespace

Result<Change> undoOf(const AuditEntry& entry)
{
    if (entry.before.empty() && entry.action == "put_backend")
        return RemoveBackend{entry.subject};
    if (entry.before.empty() && entry.action == "put_application")
        return RemoveApplication{entry.subject};
    return parseJson(entry.before).and_then([&](const Json& before) { return restored(entry, before); });
}

} // namespace straightline
