// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// What request heads and answer heads of HTTP/1.x have in common (RFC 9110, RFC 9112), read strictly: a line ends in
// CRLF and nothing else, names are tokens, values hold no control bytes.
namespace straightline::dispatch
{

/// What is wrong with a head. `engine/ingest/requesthead.cpp` has the table from here to status and message.
enum class HeadProblem : std::uint8_t {
    None,
    BareLineEnd, ///< LF without CR, or CR without LF
    BadStartLine,
    BadMethod,
    BadTarget,
    BadVersion,
    FieldWithoutColon,
    BadFieldName, ///< empty, a space before the colon, a byte that is no token
    FoldedLine,
    ControlByte,
    MissingHost,
    RepeatedHost,
    BadHost,
    HostMismatch, ///< the absolute form names another authority than Host
    BadLength,    ///< not digits only, or over 2^63
    RepeatedLength,
    LengthWithEncoding,
    BadEncoding, ///< anything but one final `chunked`
    BadExpect,
    BadInferenceLength,
    TargetTooLong,
    HeadTooLarge,
    TooManyFields,
};

/// Fields that someone here has to know; the rest passes through.
enum class FieldId : std::uint8_t {
    Other,
    Host,
    ContentLength,
    TransferEncoding,
    Connection,
    HopByHop, ///< Keep-Alive, Proxy-Connection, TE, HTTP2-Settings; a known name spelt with underscores
    Expect,
    RequestId,
    InferenceLength, ///< Inference-Header-Content-Length (Open Inference Protocol, binary tensors)
    ForwardedHost,
    Upgrade,
    Trailer,
    Date,
    ContentType,
    OwnAnswer, ///< x-straightline-backend, -tier, -reason, -attempts, -overhead-us
};

struct FieldView {
    std::string_view name;
    std::string_view value; ///< without surrounding blanks
    FieldId id = FieldId::Other;
};

inline constexpr std::size_t kMaxFields = 128; ///< where no other limit is given

bool isTokenChar(char c);
bool isToken(std::string_view text);
/// True when `text` has a byte below 0x20 other than HTAB, or 0x7f.
bool hasControlByte(std::string_view text);
/// `lower` is in lower case already.
bool equalsIgnoringCase(std::string_view text, std::string_view lower);
/// 1–19 decimal digits and nothing else, below 2^63.
std::optional<std::uint64_t> parseLength(std::string_view text);

FieldId identify(std::string_view name);

/// Reads the field lines of `block`, each ended by CRLF, up to and with the empty line that ends it.
HeadProblem parseFields(std::string_view block, std::vector<FieldView>& fields, std::size_t most = kMaxFields);

/// Calls `take(item)` for each non-empty item of a comma-separated list.
template <class Take>
void forEachItem(std::string_view list, Take take)
{
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        std::string_view item = list.substr(0, comma);
        while (!item.empty() && (item.front() == ' ' || item.front() == '\t'))
            item.remove_prefix(1);
        while (!item.empty() && (item.back() == ' ' || item.back() == '\t'))
            item.remove_suffix(1);
        if (!item.empty())
            take(item);
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
}

/// Finds the end of a head as bytes arrive; never looks at a byte twice.
class HeadScanner
{
public:
    enum class State : std::uint8_t { NeedMore, Complete, BareLineEnd };

    /// `bytes` = all that has arrived of the head, from its first byte.
    State scan(std::string_view bytes);
    std::size_t headBytes() const { return m_lineStart; } ///< when complete: with the final empty line
    bool inStartLine() const { return m_lineStart == 0; }
    void reset() { *this = {}; }

private:
    std::size_t m_lineStart = 0;
    std::size_t m_scanned = 0;
};

} // namespace straightline::dispatch
