// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/container/dockerstreams.h"

#include <algorithm>

#include <fmt/format.h>

namespace straightline::backends
{

namespace
{

constexpr std::size_t kMaxObjectBytes = 1'048'576;
constexpr std::size_t kFrameHeader = 8;

class LineCutter
{
public:
    explicit LineCutter(std::vector<std::string>& lines)
        : m_lines(lines)
    {
    }
    void feed(std::string_view text)
    {
        for (const char letter : text) {
            if (letter == '\n')
                end();
            else
                m_line += letter;
        }
    }
    void finish()
    {
        if (!m_line.empty())
            end();
    }

private:
    void end()
    {
        if (m_line.ends_with('\r'))
            m_line.pop_back();
        m_lines.push_back(std::exchange(m_line, {}));
    }

    std::vector<std::string>& m_lines;
    std::string m_line;
};

std::uint64_t numberAt(const nlohmann::json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

std::string textAt(const nlohmann::json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

std::vector<nlohmann::json> JsonStream::feed(std::string_view piece)
{
    std::vector<nlohmann::json> objects;
    for (const char letter : piece) {
        if (m_depth == 0 && letter != '{')
            continue; // line ends and record separators between objects
        if (m_object.size() < kMaxObjectBytes)
            m_object += letter;
        else
            m_tooLong = true;
        if (m_inText) {
            if (m_escaped)
                m_escaped = false;
            else if (letter == '\\')
                m_escaped = true;
            else if (letter == '"')
                m_inText = false;
            continue;
        }
        if (letter == '"')
            m_inText = true;
        else if (letter == '{')
            ++m_depth;
        else if (letter == '}' && --m_depth == 0) {
            auto object = nlohmann::json::parse(m_object, nullptr, false);
            if (!m_tooLong && object.is_object())
                objects.push_back(std::move(object));
            m_object.clear();
            m_tooLong = false;
        }
    }
    return objects;
}

void PullTally::take(const nlohmann::json& line)
{
    if (std::string error = textAt(line, "error"); !error.empty())
        m_error = std::move(error);
    if (std::string status = textAt(line, "status"); !status.empty())
        m_status = std::move(status);
    const auto detail = line.find("progressDetail");
    if (detail == line.end() || !detail->is_object())
        return;
    const std::uint64_t total = numberAt(*detail, "total");
    if (total > 0 && m_status == "Downloading")
        m_layers[textAt(line, "id")] = {std::min(numberAt(*detail, "current"), total), total};
}

double PullTally::progress() const
{
    double done = 0.0;
    double total = 0.0;
    for (const auto& [id, layer] : m_layers) {
        done += static_cast<double>(layer.first);
        total += static_cast<double>(layer.second);
    }
    return total > 0.0 ? done / total : -1.0;
}

std::string PullTally::text(std::chrono::milliseconds passed) const
{
    const double share = progress();
    std::uint64_t done = 0;
    for (const auto& [id, layer] : m_layers)
        done += layer.first;
    if (share < 0.0 || passed.count() <= 0)
        return text();
    const auto perSecond =
        static_cast<std::uint64_t>(static_cast<double>(done) * 1'000.0 / static_cast<double>(passed.count()));
    return fmt::format("{}, {:.0f} %, {}/s", text(), share * 100.0, bytesText(perSecond));
}

std::string PullTally::text() const
{
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    for (const auto& [id, layer] : m_layers) {
        done += layer.first;
        total += layer.second;
    }
    if (total == 0)
        return m_status.empty() ? "pulling" : "pulling: " + m_status;
    return "pulling " + bytesText(done) + " of " + bytesText(total);
}

std::vector<std::string> logLines(std::string_view bytes, bool multiplexed)
{
    std::vector<std::string> lines;
    LineCutter out(lines);
    LineCutter err(lines);
    if (!multiplexed)
        out.feed(bytes);
    while (multiplexed && bytes.size() >= kFrameHeader) {
        const auto byte = [&](std::size_t at) {
            return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at]));
        };
        const std::size_t length = (byte(4) << 24) | (byte(5) << 16) | (byte(6) << 8) | byte(7);
        const bool isError = byte(0) == 2;
        bytes.remove_prefix(kFrameHeader);
        const std::string_view payload = bytes.substr(0, length);
        (isError ? err : out).feed(payload);
        bytes.remove_prefix(payload.size());
    }
    out.finish();
    err.finish();
    return lines;
}

std::string bytesText(std::uint64_t bytes)
{
    double value = static_cast<double>(bytes);
    const char* unit = "B";
    for (const char* next : {"kB", "MB", "GB", "TB"}) {
        if (value < 1'000.0)
            break;
        value /= 1'000.0;
        unit = next;
    }
    return fmt::format("{:.3g} {}", value, unit);
}

} // namespace straightline::backends
