// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "engine/api/configurationfields.h"
#include "engine/api/json.h"
#include "engine/api/jsonwords.h"

namespace straightline
{
namespace
{

Json wordList(std::string_view words)
{
    Json list = Json::array();
    while (!words.empty()) {
        const std::size_t comma = std::min(words.find(','), words.size());
        list.push_back(std::string(words.substr(0, comma)));
        words.remove_prefix(std::min(comma + 2, words.size()));
    }
    return list;
}

Json typeOf(const std::string& /*of*/)
{
    return {{"type", "string"}};
}
Json typeOf(bool /*of*/)
{
    return {{"type", "boolean"}};
}
Json typeOf(double /*of*/)
{
    return {{"type", "number"}, {"minimum", 0}};
}
template <class T>
requires std::is_unsigned_v<T> Json typeOf(T /*of*/)
{
    return {{"type", "integer"}, {"format", "int64"}, {"minimum", 0}};
}
Json typeOf(const std::vector<std::string>& /*of*/)
{
    return {{"type", "array"}, {"items", {{"type", "string"}}}};
}

/// Walks the fields of a default value and describes them.
class Describer
{
public:
    explicit Describer(Json& out)
        : m_out(out)
    {
        m_out = Json{{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
    }

    template <class T>
    void value(const char* key, const T& x, const char* about)
    {
        Json described = typeOf(x);
        if (!described.contains("items"))
            described["default"] = x;
        add(key, std::move(described), about);
    }
    template <class T>
    void required(const char* key, const T& x, const char* about)
    {
        need(key);
        add(key, typeOf(x), about);
    }
    template <class T>
    void number(const char* key, const T& x, const char* about)
    {
        add(key, typeOf(x), about);
    }
    void millis(const char* key, std::chrono::milliseconds x, const char* about)
    {
        add(key, {{"type", "integer"}, {"format", "int64"}, {"minimum", 0}, {"default", x.count()}}, about);
    }
    template <class E>
    void word(const char* key, E x, const char* about)
    {
        add(key,
            {{"type", "string"},
             {"enum", wordList(jsonwords::allowed(x))},
             {"default", std::string(jsonwords::text(x))}},
            about);
    }
    template <class E>
    void requiredWord(const char* key, E x, const char* about)
    {
        need(key);
        add(key, {{"type", "string"}, {"enum", wordList(jsonwords::allowed(x))}}, about);
    }
    void environment(const char* key, const Environment& /*x*/, const char* about)
    {
        add(key, {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}}, about);
    }
    void kind(const char* key, const BackendSettings& /*x*/, const char* about)
    {
        need(key);
        add(key, {{"type", "string"}, {"enum", wordList(allowedKinds())}}, about);
    }
    void settings(const BackendSettings& /*x*/)
    {
        m_inKind = true; // a key of one kind is not required of all
        m_suffix = " (http)";
        const HttpSettings http;
        httpFields(*this, http);
        m_suffix = " (container)";
        const ContainerSettings container;
        containerFields(*this, container);
        m_suffix = " (function)";
        const FunctionSettings function;
        functionFields(*this, function);
        m_inKind = false;
        m_suffix.clear();
    }
    void isolation(const char* key, const IsolationSettings& x, const char* about)
    {
        Json described;
        Describer inner(described);
        isolationFields(inner, x);
        add(key, std::move(described), about);
    }
    void gateway(const char* key, const GatewaySettings& x)
    {
        inside(key, "of the gateway; a change takes effect at its next start",
               [&](Describer& v) { gatewayFields(v, x); });
    }
    void limits(const char* key, const GatewayLimits& x)
    {
        inside(key, "what one client may cost", [&](Describer& v) { limitFields(v, x); });
    }
    void tls(const char* key, const TlsSettings& x)
    {
        inside(key, "the HTTPS listener", [&](Describer& v) { tlsFields(v, x); });
    }
    void retention(const char* key, const RetentionSettings& x)
    {
        inside(key, "how long records are kept", [&](Describer& v) { retentionFields(v, x); });
    }
    void backends(const std::vector<BackendConfiguration>& /*x*/)
    {
        m_out["properties"]["backends"] = {{"type", "array"}, {"items", backendSchema()}};
    }

private:
    template <class Walk>
    void inside(const char* key, const char* about, Walk walk)
    {
        Json described;
        Describer inner(described);
        walk(inner);
        add(key, std::move(described), about);
    }
    void need(const char* key)
    {
        if (!m_inKind)
            m_out["required"].push_back(key);
    }
    void add(const char* key, Json described, const char* about)
    {
        Json& property = m_out["properties"][key];
        if (property.is_object()) { // a key of two kinds
            property.erase("default");
            property["description"] = property["description"].get<std::string>() + m_suffix;
            return;
        }
        property = std::move(described);
        property["description"] = about + m_suffix;
    }

    Json& m_out;
    bool m_inKind = false;
    std::string m_suffix;
};

} // namespace

Json thresholdsSchema()
{
    Json schema;
    Describer describer(schema);
    const Thresholds thresholds;
    thresholdsFields(describer, thresholds);
    return schema;
}

Json backendSchema()
{
    Json schema;
    Describer describer(schema);
    const BackendConfiguration backend;
    backendFields(describer, backend);
    return schema;
}

Json applicationSchema()
{
    Json schema;
    Describer describer(schema);
    const ApplicationConfiguration application;
    applicationFields(describer, application);
    return schema;
}

Json settingsSchema()
{
    Json schema;
    Describer describer(schema);
    const PutSettings settings;
    settingsFields(describer, settings);
    return schema;
}

} // namespace straightline
