// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace straightline
{

/// The limits of the gateway that can refuse something; each has a counter.
enum class Limit : std::uint8_t {
    Connections,           ///< all of the gateway: new ones wait in the kernel
    ConnectionsPerAddress, ///< 429, closed
    RequestsPerConnection, ///< the last one is answered with Connection: close
    HeaderBytes,           ///< 431
    HeaderFields,          ///< 431
    UriBytes,              ///< 414
    BodyBytes,             ///< 413
    ChunkOverhead,         ///< 400: chunk extensions, framing, trailers
    UploadRate,            ///< 408
    AnswerRate,            ///< broken off
    HeaderTime,            ///< 408
    BodyTime,              ///< 408, or broken off inside an answer
    IdleTime,              ///< closed
    TotalTime,             ///< 408 or 504
};
inline constexpr std::array<std::string_view, 14> kLimitNames{"connections",
                                                              "connections_per_address",
                                                              "requests_per_connection",
                                                              "header_bytes",
                                                              "header_fields",
                                                              "uri_bytes",
                                                              "body_bytes",
                                                              "chunk_overhead",
                                                              "upload_rate",
                                                              "answer_rate",
                                                              "header_time",
                                                              "body_time",
                                                              "idle_time",
                                                              "total_time"};
inline constexpr std::size_t kLimitCount = kLimitNames.size();

/// How often each was met since the start.
using LimitCounts = std::array<std::uint64_t, kLimitCount>;

inline std::string_view toString(Limit limit)
{
    return kLimitNames[static_cast<std::size_t>(limit)];
}

} // namespace straightline
