// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/trailers.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/dispatch/httptext.h"

namespace straightline::dispatch
{

namespace
{

constexpr std::array<std::string_view, 29> kNeverInTrailers{"accept-encoding",
                                                            "age",
                                                            "authorization",
                                                            "cache-control",
                                                            "content-encoding",
                                                            "content-range",
                                                            "cookie",
                                                            "expires",
                                                            "forwarded",
                                                            "if-match",
                                                            "if-modified-since",
                                                            "if-none-match",
                                                            "if-range",
                                                            "if-unmodified-since",
                                                            "location",
                                                            "max-forwards",
                                                            "pragma",
                                                            "proxy-authenticate",
                                                            "proxy-authorization",
                                                            "range",
                                                            "retry-after",
                                                            "set-cookie",
                                                            "vary",
                                                            "warning",
                                                            "www-authenticate",
                                                            "x-forwarded-for",
                                                            "x-forwarded-proto",
                                                            "x-real-ip",
                                                            "idempotency-key"};

bool mayPass(const FieldView& field)
{
    return field.id == FieldId::Other
           && std::none_of(kNeverInTrailers.begin(), kNeverInTrailers.end(),
                           [&](std::string_view name) { return equalsIgnoringCase(field.name, name); });
}

} // namespace

bool appendTrailers(std::string& out, std::string_view raw)
{
    if (raw.empty())
        return true;
    std::vector<FieldView> fields;
    const std::string block = std::string(raw).append("\r\n"); // what the fields point into
    if (parseFields(block, fields) != HeadProblem::None)
        return false;
    for (const FieldView& field : fields) {
        if (mayPass(field))
            out.append(field.name).append(": ").append(field.value).append("\r\n");
    }
    return true;
}

} // namespace straightline::dispatch
