// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/api/configurationfields.h"
#include "engine/api/json.h"
#include "engine/api/jsonwords.h"

namespace straightline
{
namespace
{

/// The first thing wrong; shared by the readers of one document.
using Problem = std::optional<FieldError>;

std::string shown(const Json& json)
{
    std::string text = writeJson(json);
    if (text.size() > 60)
        text = json.is_structured() ? std::string(json.is_array() ? "[…]" : "{…}") : text.substr(0, 57) + "…";
    return text;
}

/// Walks the fields of a value and reads them from one JSON object; the first problem wins, unknown keys come before
/// missing ones so that a misspelt key is named as such.
class Reader
{
public:
    Reader(const Json& in, std::string path, Spelling spelling, Problem& problem)
        : m_in(in)
        , m_path(std::move(path))
        , m_spelling(spelling)
        , m_problem(problem)
    {
        if (!m_in.is_object())
            fail(m_path, fmt::format("{} is no {}", shown(in), spelling == Spelling::Document ? "object" : "table"));
    }

    void value(const char* key, std::string& x, const char* /*about*/)
    {
        if (const Json* json = find(key)) {
            if (json->is_string())
                x = json->get<std::string>();
            else
                wrong(key, *json, "a string");
        }
    }
    void value(const char* key, bool& x, const char* /*about*/)
    {
        if (const Json* json = find(key)) {
            if (json->is_boolean())
                x = json->get<bool>();
            else
                wrong(key, *json, "true or false");
        }
    }
    void value(const char* key, double& x, const char* about)
    {
        if (const Json* json = find(key)) {
            if (json->is_number() && std::isfinite(json->get<double>()))
                x = json->get<double>();
            else
                wrong(key, *json, fmt::format("a number ({})", about));
        }
    }
    void value(const char* key, std::uint16_t& x, const char* about) { whole(key, x, about); }
    void value(const char* key, std::uint32_t& x, const char* about) { whole(key, x, about); }
    void value(const char* key, std::uint64_t& x, const char* about) { whole(key, x, about); }
    void value(const char* key, std::vector<std::string>& x, const char* /*about*/)
    {
        const Json* json = find(key);
        if (json == nullptr)
            return;
        bool good = json->is_array();
        for (std::size_t i = 0; good && i < json->size(); ++i)
            good = (*json)[i].is_string();
        if (good)
            x = json->get<std::vector<std::string>>();
        else
            wrong(key, *json, "a list of strings");
    }
    template <class T>
    void required(const char* key, T& x, const char* about)
    {
        needs(key, about);
        value(key, x, about);
    }
    template <class T>
    void number(const char* key, T& x, const char* about)
    {
        if (m_spelling == Spelling::Document)
            whole(key, x, about);
    }
    void millis(const char* key, std::chrono::milliseconds& x, const char* about)
    {
        auto count = static_cast<std::uint64_t>(x.count());
        whole(key, count, about, static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
        x = std::chrono::milliseconds(static_cast<std::int64_t>(count));
    }
    template <class E>
    void word(const char* key, E& x, const char* /*about*/)
    {
        const Json* json = find(key);
        if (json != nullptr && (!json->is_string() || !jsonwords::read(json->get_ref<const std::string&>(), x)))
            wrong(key, *json, jsonwords::allowed(x));
    }
    template <class E>
    void requiredWord(const char* key, E& x, const char* about)
    {
        needs(key, jsonwords::allowed(x));
        word(key, x, about);
    }
    void environment(const char* key, Environment& x, const char* /*about*/)
    {
        const Json* json = find(key);
        if (json == nullptr)
            return;
        if (!json->is_object()) {
            wrong(key, "the value", "names with strings");
            return;
        }
        x.clear();
        for (const auto& [name, text] : json->items()) {
            if (!text.is_string()) // the value may be a secret: not shown
                wrong(std::string(key) + "." + name, "the value", "a string");
            else
                x.emplace_back(name, text.get<std::string>());
        }
    }
    void kind(const char* key, BackendSettings& x, const char* /*about*/)
    {
        needs(key, allowedKinds());
        const Json* json = find(key);
        if (json == nullptr)
            return;
        const std::string text = json->is_string() ? json->get<std::string>() : std::string();
        if (text == toString(BackendKind::Http))
            x = HttpSettings{};
        else if (text == toString(BackendKind::Container))
            x = ContainerSettings{};
        else if (text == toString(BackendKind::Function))
            x = FunctionSettings{};
        else if (text == toString(BackendKind::Vm))
            fail(m_path + separator() + key, fmt::format("\"vm\" is not there yet: allowed is {}", allowedKinds()));
        else
            wrong(key, *json, allowedKinds());
    }
    void settings(BackendSettings& x)
    {
        if (auto* http = std::get_if<HttpSettings>(&x))
            httpFields(*this, *http);
        else if (auto* container = std::get_if<ContainerSettings>(&x))
            containerFields(*this, *container);
        else
            functionFields(*this, std::get<FunctionSettings>(x));
    }
    void backends(std::vector<BackendConfiguration>& x)
    {
        list(m_spelling == Spelling::Document ? "backends" : "backend", x,
             [](Reader& v, BackendConfiguration& each) { backendFields(v, each); });
    }
    void applications(std::vector<ApplicationConfiguration>& x)
    {
        list(m_spelling == Spelling::Document ? "applications" : "application", x,
             [](Reader& v, ApplicationConfiguration& each) { applicationFields(v, each); });
    }
    void gateway(const char* key, GatewaySettings& x)
    {
        inside(key, [&](Reader& inner) { gatewayFields(inner, x); });
    }
    void limits(const char* key, GatewayLimits& x)
    {
        inside(key, [&](Reader& inner) { limitFields(inner, x); });
    }
    void tls(const char* key, TlsSettings& x)
    {
        inside(key, [&](Reader& inner) { tlsFields(inner, x); });
    }
    void isolation(const char* key, IsolationSettings& x, const char* /*about*/)
    {
        inside(key, [&](Reader& inner) { isolationFields(inner, x); });
    }
    void retention(const char* key, RetentionSettings& x)
    {
        inside(key, [&](Reader& inner) { retentionFields(inner, x); });
    }

    /// After the walk: unknown keys, then missing ones.
    void finish()
    {
        if (!m_in.is_object() || m_problem)
            return;
        for (const auto& [key, ignored] : m_in.items()) {
            if (!m_known.contains(key)) {
                fail(m_path + separator() + key, fmt::format("unknown key; allowed is {}", knownKeys()));
                return;
            }
        }
        if (m_missing)
            fail(m_path, *m_missing);
    }

private:
    const Json* find(const char* key)
    {
        m_known.insert(key);
        m_order.emplace_back(key);
        if (!m_in.is_object())
            return nullptr;
        const auto found = m_in.find(key);
        return found == m_in.end() ? nullptr : &*found;
    }

    void needs(const char* key, std::string_view about)
    {
        if (m_in.is_object() && !m_in.contains(key) && !m_missing)
            m_missing = fmt::format("{} is missing; allowed is {}", key, about);
    }

    template <class T>
    void whole(const char* key, T& x, const char* about, std::uint64_t most = std::numeric_limits<T>::max())
    {
        const Json* json = find(key);
        if (json == nullptr)
            return;
        const bool natural =
            json->is_number_unsigned() || (json->is_number_integer() && json->get<std::int64_t>() >= 0);
        if (natural && json->get<std::uint64_t>() <= most)
            x = static_cast<T>(json->get<std::uint64_t>());
        else
            wrong(key, *json, fmt::format("a whole number, 0 … {} ({})", most, about));
    }

    template <class T, class Walk>
    void list(const char* key, std::vector<T>& values, Walk walk)
    {
        const Json* json = find(key);
        if (json == nullptr)
            return;
        if (!json->is_array()) {
            wrong(key, *json, m_spelling == Spelling::Document ? "a list of objects" : "an array of tables");
            return;
        }
        values.assign(json->size(), T{});
        for (std::size_t i = 0; i < json->size() && !m_problem; ++i) {
            Reader inner((*json)[i], fmt::format("{}{}{}[{}]", m_path, separator(), key, i), m_spelling, m_problem);
            walk(inner, values[i]);
            inner.finish();
        }
    }

    template <class Walk>
    void inside(const char* key, Walk walk)
    {
        if (const Json* json = find(key)) {
            Reader inner(*json, m_path + separator() + key, m_spelling, m_problem);
            walk(inner);
            inner.finish();
        }
    }

    void wrong(const std::string& key, const Json& json, std::string_view allowed) { wrong(key, shown(json), allowed); }
    void wrong(const std::string& key, const std::string& what, std::string_view allowed)
    {
        fail(m_path + separator() + key, fmt::format("{}: allowed is {}", what, allowed));
    }
    void wrong(const std::string& key, const char* what, std::string_view allowed)
    {
        wrong(key, std::string(what), allowed);
    }

    void fail(std::string path, std::string message)
    {
        if (!m_problem)
            m_problem = FieldError{std::move(path), std::move(message)};
    }

    std::string knownKeys() const { return fmt::format("{}", fmt::join(m_order, ", ")); }
    const char* separator() const { return m_path.empty() ? "" : "."; }

    const Json& m_in;
    std::string m_path;
    Spelling m_spelling;
    Problem& m_problem;
    std::optional<std::string> m_missing;
    std::set<std::string, std::less<>> m_known;
    std::vector<std::string> m_order;
};

template <class T, class Walk>
Result<T> readWhole(const Json& json, Walk walk)
{
    Problem problem;
    T value;
    Reader reader(json, {}, Spelling::Document, problem);
    walk(reader, value);
    reader.finish();
    if (problem)
        return tl::make_unexpected(problem->error());
    return value;
}

} // namespace

Result<Thresholds> thresholdsFromJson(const Json& json)
{
    return readWhole<Thresholds>(json, [&](Reader& v, Thresholds& x) { thresholdsFields(v, x); });
}

Result<BackendConfiguration> backendFromJson(const Json& json)
{
    return readWhole<BackendConfiguration>(json, [](Reader& v, BackendConfiguration& x) { backendFields(v, x); });
}

Result<ApplicationConfiguration> applicationFromJson(const Json& json)
{
    return readWhole<ApplicationConfiguration>(json,
                                               [](Reader& v, ApplicationConfiguration& x) { applicationFields(v, x); });
}

Result<GatewaySettings> gatewayFromJson(const Json& json)
{
    return readWhole<GatewaySettings>(json, [](Reader& v, GatewaySettings& x) { gatewayFields(v, x); });
}

Result<RetentionSettings> retentionFromJson(const Json& json)
{
    return readWhole<RetentionSettings>(json, [](Reader& v, RetentionSettings& x) { retentionFields(v, x); });
}

Result<PutSettings> settingsFromJson(const Json& json)
{
    return readWhole<PutSettings>(json, [](Reader& v, PutSettings& x) { settingsFields(v, x); });
}

tl::expected<SiteConfiguration, FieldError> siteFromJson(const Json& json, Spelling spelling)
{
    Problem problem;
    SiteConfiguration site;
    Reader reader(json, {}, spelling, problem);
    siteFields(reader, site);
    reader.finish();
    if (problem)
        return tl::make_unexpected(*problem);
    return site;
}

Result<Json> parseJson(std::string_view text)
{
    // What writes JSON calls itself for each level: 100,000 brackets would end the process.
    constexpr int kMaxDepth = 64;
    std::vector<std::set<std::string>> open; // the keys seen in each object that is open
    std::string twice;
    bool tooDeep = false;
    const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
        tooDeep = tooDeep || depth > kMaxDepth;
        if (event == Json::parse_event_t::object_start)
            open.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            open.pop_back();
        else if (event == Json::parse_event_t::key && twice.empty() && !open.back().insert(parsed).second)
            twice = parsed.get<std::string>();
        return true;
    };
    try {
        Json json = Json::parse(text, watch);
        if (tooDeep)
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("JSON: nested too deeply; allowed is {} levels", kMaxDepth));
        if (!twice.empty())
            return failure(ErrorCode::InvalidArgument, fmt::format("JSON: the key \"{}\" is there twice", twice));
        return json;
    } catch (const Json::exception& exception) {
        return failure(ErrorCode::InvalidArgument, fmt::format("not JSON: {}", exception.what()));
    }
}

} // namespace straightline
