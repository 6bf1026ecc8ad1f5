// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/httptext.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace straightline::dispatch
{

namespace
{

constexpr std::array<bool, 256> makeTokenTable()
{
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c)
        table[c] = table[c - 'a' + 'A'] = true;
    for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}
constexpr std::array<bool, 256> kToken = makeTokenTable();

struct KnownField {
    std::string_view lowerName;
    FieldId id;
};
constexpr std::array<KnownField, 21> kKnown{{{"te", FieldId::HopByHop},
                                             {"host", FieldId::Host},
                                             {"date", FieldId::Date},
                                             {"expect", FieldId::Expect},
                                             {"upgrade", FieldId::Upgrade},
                                             {"trailer", FieldId::Trailer},
                                             {"connection", FieldId::Connection},
                                             {"keep-alive", FieldId::HopByHop},
                                             {"content-type", FieldId::ContentType},
                                             {"x-request-id", FieldId::RequestId},
                                             {"content-length", FieldId::ContentLength},
                                             {"http2-settings", FieldId::HopByHop},
                                             {"proxy-connection", FieldId::HopByHop},
                                             {"x-forwarded-host", FieldId::ForwardedHost},
                                             {"transfer-encoding", FieldId::TransferEncoding},
                                             {"x-straightline-tier", FieldId::OwnAnswer},
                                             {"x-straightline-reason", FieldId::OwnAnswer},
                                             {"x-straightline-backend", FieldId::OwnAnswer},
                                             {"x-straightline-attempts", FieldId::OwnAnswer},
                                             {"x-straightline-overhead-us", FieldId::OwnAnswer},
                                             {"inference-header-content-length", FieldId::InferenceLength}}};

/// Bit per length that a known name has: most names are settled by one test.
constexpr std::uint32_t makeLengthMask()
{
    std::uint32_t mask = 0;
    for (const KnownField& each : kKnown)
        mask |= 1U << each.lowerName.size();
    return mask;
}
constexpr std::uint32_t kKnownLengths = makeLengthMask();

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

HeadProblem parseField(std::string_view line, FieldView& field)
{
    std::size_t i = 0;
    while (i < line.size() && kToken[static_cast<unsigned char>(line[i])])
        ++i;
    if (i == line.size())
        return HeadProblem::FieldWithoutColon;
    if (line[i] != ':' || i == 0)
        return i == 0 && (line[0] == ' ' || line[0] == '\t') ? HeadProblem::FoldedLine : HeadProblem::BadFieldName;
    field.name = line.substr(0, i);
    field.value = trimmed(line.substr(i + 1));
    if (hasControlByte(field.value))
        return field.value.find('\r') != std::string_view::npos ? HeadProblem::BareLineEnd : HeadProblem::ControlByte;
    field.id = identify(field.name);
    return HeadProblem::None;
}

} // namespace

bool isTokenChar(char c)
{
    return kToken[static_cast<unsigned char>(c)];
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool hasControlByte(std::string_view text)
{
    // Eight bytes at a time: a byte below 0x20 or equal to 0x7f sets its high bit.
    constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
    constexpr std::uint64_t kHighs = 0x8080808080808080ULL;
    bool suspicious = false;
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, 8);
        const std::uint64_t below = (word - kOnes * 0x20) & ~word & kHighs;
        const std::uint64_t del = word ^ (kOnes * 0x7f);
        const std::uint64_t equal = (del - kOnes) & ~del & kHighs;
        suspicious |= (below | equal) != 0;
    }
    const auto isControl = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    };
    return std::any_of(suspicious ? text.begin() : text.begin() + static_cast<std::ptrdiff_t>(i), text.end(),
                       isControl);
}

bool equalsIgnoringCase(std::string_view text, std::string_view lower)
{
    if (text.size() != lower.size())
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[i])
            return false;
    }
    return true;
}

std::optional<std::uint64_t> parseLength(std::string_view text)
{
    if (text.empty() || text.size() > 19)
        return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    return value;
}

FieldId identify(std::string_view name)
{
    if (name.size() > 31 || (kKnownLengths >> name.size() & 1U) == 0)
        return FieldId::Other;
    for (const KnownField& each : kKnown) {
        if (equalsIgnoringCase(name, each.lowerName))
            return each.id;
    }
    if (name.find('_') == std::string_view::npos)
        return FieldId::Other;
    // CGI and WSGI backends read `Content_Length` as Content-Length: it ends here, as with nginx.
    std::array<char, 32> dashed{};
    std::replace_copy(name.begin(), name.end(), dashed.begin(), '_', '-');
    return identify({dashed.data(), name.size()}) == FieldId::Other ? FieldId::Other : FieldId::HopByHop;
}

HeadProblem parseFields(std::string_view block, std::vector<FieldView>& fields, std::size_t most)
{
    while (true) {
        const std::size_t end = block.find('\n');
        if (end == std::string_view::npos || end == 0 || block[end - 1] != '\r')
            return HeadProblem::BareLineEnd;
        const std::string_view line = block.substr(0, end - 1);
        block.remove_prefix(end + 1);
        if (line.empty())
            return block.empty() ? HeadProblem::None : HeadProblem::BareLineEnd;
        if (fields.size() == most)
            return HeadProblem::TooManyFields;
        if (const HeadProblem problem = parseField(line, fields.emplace_back()); problem != HeadProblem::None)
            return problem;
    }
}

HeadScanner::State HeadScanner::scan(std::string_view bytes)
{
    while (true) {
        const void* found =
            m_scanned < bytes.size() ? std::memchr(bytes.data() + m_scanned, '\n', bytes.size() - m_scanned) : nullptr;
        if (found == nullptr) {
            m_scanned = bytes.size();
            return State::NeedMore;
        }
        const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
        if (end == 0 || bytes[end - 1] != '\r')
            return State::BareLineEnd;
        const bool emptyLine = end - m_lineStart == 1;
        m_lineStart = m_scanned = end + 1;
        if (emptyLine)
            return State::Complete;
    }
}

} // namespace straightline::dispatch
