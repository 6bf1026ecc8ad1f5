// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sitefile.h"

#include <algorithm>
#include <fstream>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/store/toml.h"

namespace straightline::store
{
namespace
{

constexpr std::uintmax_t kMaxFileBytes = 4'194'304;

struct Position {
    unsigned line = 1;
    unsigned column = 1;
};
/// Where each key stands, by path: "application[0].backend[1].capacity".
using Positions = std::map<std::string, Position>;

Position positionOf(const toml::source_region& region)
{
    return {std::max(1U, static_cast<unsigned>(region.begin.line)),
            std::max(1U, static_cast<unsigned>(region.begin.column))};
}

Json toJson(const toml::node& node, const std::string& path, Positions& positions);

Json tableToJson(const toml::table& table, const std::string& path, Positions& positions)
{
    // toml++ sorts keys; the order of an environment is the file's.
    std::vector<std::pair<const toml::key*, const toml::node*>> entries;
    for (const auto& [key, value] : table)
        entries.emplace_back(&key, &value);
    std::sort(entries.begin(), entries.end(), [](const auto& left, const auto& right) {
        const toml::source_position& a = left.first->source().begin;
        const toml::source_position& b = right.first->source().begin;
        return a < b;
    });
    Json json = Json::object();
    for (const auto& [key, value] : entries) {
        const std::string inner = path.empty() ? std::string(key->str()) : path + "." + std::string(key->str());
        positions[inner] = positionOf(key->source());
        json[std::string(key->str())] = toJson(*value, inner, positions);
    }
    return json;
}

Json toJson(const toml::node& node, const std::string& path, Positions& positions)
{
    if (const toml::table* table = node.as_table())
        return tableToJson(*table, path, positions);
    if (const toml::array* array = node.as_array()) {
        Json json = Json::array();
        for (const toml::node& each : *array) {
            const std::string inner = fmt::format("{}[{}]", path, json.size());
            positions[inner] = positionOf(each.source());
            json.push_back(toJson(each, inner, positions));
        }
        return json;
    }
    if (const auto* text = node.as_string())
        return text->get();
    if (const auto* whole = node.as_integer())
        return whole->get();
    if (const auto* number = node.as_floating_point())
        return number->get();
    if (const auto* truth = node.as_boolean())
        return truth->get();
    return nullptr; // dates and times: no key takes them
}

/// The position of the key, or of the nearest table around it that has one.
Position findPosition(const Positions& positions, std::string path)
{
    while (!path.empty()) {
        if (const auto found = positions.find(path); found != positions.end())
            return found->second;
        const std::size_t cut = path.find_last_of(".[");
        path.resize(cut == std::string::npos ? 0 : cut);
    }
    return {};
}

/// "capacity" of `backend "web".capacity = 0: allowed is …`, when the message is about this subject.
std::string fieldOf(const std::string& message, const std::string& subject)
{
    if (!message.starts_with(subject + "."))
        return {};
    std::string field = message.substr(subject.size() + 1);
    field.resize(std::min(field.find(" = "), field.size()));
    if (field == "frequency_hz")
        return "frequency_threshold_hz";
    if (field == "size_bytes")
        return "size_threshold_bytes";
    return field;
}

FieldError invalidApplication(const ApplicationConfiguration& application, const std::string& path)
{
    std::map<std::string, bool> names;
    for (std::size_t i = 0; i < application.backends.size(); ++i) {
        const BackendConfiguration& backend = application.backends[i];
        const std::string at = fmt::format("{}.backend[{}]", path, i);
        if (auto good = validate(backend); !good)
            return {at + "." + fieldOf(good.error().detail, "backend \"" + backend.name + "\""), good.error().detail};
        if (!names.emplace(backend.name, true).second)
            return {at + ".name", fmt::format("\"{}\": allowed is each name once in an application", backend.name)};
    }
    const Result<void> good = validate(application);
    if (good)
        return {};
    return {path + "." + fieldOf(good.error().detail, "application \"" + application.name + "\""), good.error().detail};
}

/// The first violated bound with the path of its key; an empty message = none.
FieldError invalidField(const SiteConfiguration& site)
{
    std::map<std::string, bool> names;
    std::map<std::string, bool> mounts;
    for (std::size_t i = 0; i < site.applications.size(); ++i) {
        const ApplicationConfiguration& application = site.applications[i];
        const std::string path = fmt::format("application[{}]", i);
        if (FieldError error = invalidApplication(application, path); !error.message.empty())
            return error;
        if (!names.emplace(application.name, true).second)
            return {path + ".name", fmt::format("\"{}\": allowed is each name once", application.name)};
        if (!application.mount.empty() && !mounts.emplace(application.mount, true).second)
            return {path + ".mount", fmt::format("\"{}\": allowed is each mount once", application.mount)};
    }
    const Result<void> good = validate(site);
    if (good)
        return {};
    const std::string& detail = good.error().detail;
    if (const std::string field = fieldOf(detail, "retention"); !field.empty())
        return {"retention." + field, detail};
    return {"gateway." + fieldOf(detail, "gateway"), detail};
}

tl::unexpected<Error> errorAt(std::string_view fileName, Position at, const std::string& message)
{
    return failure(ErrorCode::InvalidArgument, fmt::format("{}:{}:{}: {}", fileName, at.line, at.column, message));
}

struct ParsedSite {
    Json json;
    Positions positions;
};

Result<ParsedSite> parseSite(std::string_view toml, std::string_view fileName)
{
    ParsedSite parsed;
    try {
        const toml::table table = toml::parse(toml);
        parsed.json = tableToJson(table, {}, parsed.positions);
    } catch (const toml::parse_error& error) {
        return errorAt(fileName, positionOf(error.source()), std::string(error.description()));
    }
    return parsed;
}

/// Calls `visit(backend, path)` for each object in application[i].backend[j].
template <class Visit>
void forEachBackend(Json& site, Visit visit)
{
    if (!site.contains("application") || !site["application"].is_array())
        return;
    for (std::size_t i = 0; i < site["application"].size(); ++i) {
        Json& application = site["application"][i];
        if (!application.is_object() || !application.contains("backend") || !application["backend"].is_array())
            continue;
        for (std::size_t j = 0; j < application["backend"].size(); ++j) {
            if (application["backend"][j].is_object())
                visit(application, application["backend"][j], fmt::format("application[{}].backend[{}]", i, j));
        }
    }
}

std::string textOf(const Json& object, const char* key)
{
    return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : std::string();
}

Result<std::string> readText(const std::filesystem::path& file)
{
    std::error_code code;
    const std::uintmax_t size = std::filesystem::file_size(file, code);
    if (code)
        return failure(ErrorCode::NotFound, fmt::format("{}: {}", file.string(), code.message()));
    if (size > kMaxFileBytes)
        return failure(ErrorCode::TooLarge,
                       fmt::format("{}: {} bytes, allowed is at most {}", file.string(), size, kMaxFileBytes));
    std::ifstream stream(file, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!stream)
        return failure(ErrorCode::Storage, fmt::format("{}: cannot be read", file.string()));
    return text;
}

} // namespace

Result<SiteConfiguration> readSite(std::string_view toml, std::string_view fileName)
{
    Result<ParsedSite> parsed = parseSite(toml, fileName);
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    forEachBackend(parsed->json, [](const Json&, Json& backend, const std::string&) {
        if (backend.contains("model") && backend["model"].is_object())
            backend.erase("model"); // of the simulator
    });
    auto site = siteFromJson(parsed->json, Spelling::SiteFile);
    if (!site) {
        const std::string& path = site.error().path;
        return errorAt(fileName, findPosition(parsed->positions, path),
                       path.empty() ? site.error().message : path + ": " + site.error().message);
    }
    if (const FieldError error = invalidField(*site); !error.message.empty())
        return errorAt(fileName, findPosition(parsed->positions, error.path), error.message);
    return *site;
}

Result<SiteConfiguration> readSiteFile(const std::filesystem::path& file)
{
    const Result<std::string> text = readText(file);
    if (!text)
        return tl::make_unexpected(text.error());
    return readSite(*text, file.string());
}

Result<std::vector<SiteModel>> readSiteModels(const std::filesystem::path& file)
{
    const Result<std::string> text = readText(file);
    if (!text)
        return tl::make_unexpected(text.error());
    Result<ParsedSite> parsed = parseSite(*text, file.string());
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    std::vector<SiteModel> models;
    forEachBackend(parsed->json, [&](const Json& application, const Json& backend, const std::string& path) {
        if (!backend.contains("model"))
            return;
        const Position at = findPosition(parsed->positions, path + ".model");
        models.push_back({.application = textOf(application, "name"),
                          .backend = textOf(backend, "name"),
                          .fields = backend["model"],
                          .where = fmt::format("{}:{}:{}", file.string(), at.line, at.column)});
    });
    return models;
}

Result<std::vector<std::string>> readSitePlaces(const std::filesystem::path& file)
{
    const Result<std::string> text = readText(file);
    if (!text)
        return tl::make_unexpected(text.error());
    const Result<ParsedSite> parsed = parseSite(*text, file.string());
    if (!parsed)
        return tl::make_unexpected(parsed.error());
    std::vector<std::string> places;
    const std::size_t count = parsed->json.contains("application") ? parsed->json["application"].size() : 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Position at = findPosition(parsed->positions, fmt::format("application[{}]", i));
        places.push_back(fmt::format("{}:{}:{}", file.string(), at.line, at.column));
    }
    return places;
}

namespace
{

std::string quoted(const std::string& text)
{
    // JSON's escapes are TOML's, but TOML wants DEL escaped too.
    const std::string json = writeJson(text);
    std::string toml;
    for (const char c : json) {
        if (c == '\x7f')
            toml += "\\u007F";
        else
            toml += c;
    }
    return toml;
}

std::string scalar(const Json& value)
{
    if (value.is_string())
        return quoted(value.get<std::string>());
    if (!value.is_number_float())
        return value.dump();
    std::string text = fmt::format("{}", value.get<double>()); // the shortest that reads back the same
    if (text.find_first_of(".e") == std::string::npos)
        text += ".0";
    return text;
}

std::string inlineValue(const Json& value)
{
    std::vector<std::string> parts;
    if (value.is_array()) {
        for (const Json& each : value)
            parts.push_back(scalar(each));
        return fmt::format("[{}]", fmt::join(parts, ", "));
    }
    if (value.is_object()) {
        for (const auto& [key, each] : value.items())
            parts.push_back(quoted(key) + " = " + scalar(each));
        return fmt::format("{{ {} }}", fmt::join(parts, ", "));
    }
    return scalar(value);
}

void writeTable(std::string& out, const std::string& header, const Json& table, const std::string& childrenKey)
{
    out += header + "\n";
    for (const auto& [key, value] : table.items()) {
        const bool absent = value.is_structured() && value.empty(); // the default of every list and environment
        if (key != childrenKey && !absent)
            out += key + " = " + inlineValue(value) + "\n";
    }
    out += "\n";
}

} // namespace

std::string writeSite(const SiteConfiguration& site, Secrets secrets)
{
    const Json json = toJson(site, secrets, Spelling::SiteFile);
    std::string out = "# site.toml of StraightLine Console\n";
    if (secrets == Secrets::Hidden && json != toJson(site, Secrets::Shown, Spelling::SiteFile))
        out += "# Secrets stand as \"***\": importing this here keeps them; elsewhere write them, or ${env:NAME}.\n";
    out += "\n";
    Json gateway = json["gateway"];
    gateway.erase("limits");
    writeTable(out, "[gateway]", gateway, "tls");
    if (site.gateway.limits != GatewayLimits{})
        writeTable(out, "[gateway.limits]", json["gateway"]["limits"], {});
    if (site.gateway.tls != TlsSettings{})
        writeTable(out, "[gateway.tls]", json["gateway"]["tls"], {});
    writeTable(out, "[retention]", json["retention"], {});
    for (const Json& application : json["application"]) {
        writeTable(out, "[[application]]", application, "backend");
        for (const Json& backend : application["backend"])
            writeTable(out, "[[application.backend]]", backend, {});
    }
    out.pop_back();
    return out;
}

} // namespace straightline::store
