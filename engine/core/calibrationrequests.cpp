// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/calibrationrequests.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/backends/sampleinference.h"

namespace straightline::core
{

using backends::HttpReply;
using backends::HttpRequest;

bool isGood(const Result<HttpReply>& reply)
{
    return reply && reply->status >= 200 && reply->status < 300;
}

std::string problemOf(const Result<HttpReply>& reply)
{
    if (!reply)
        return reply.error().detail;
    return fmt::format("answered {}: {}", reply->status, backends::errorIn(reply->body));
}

HttpRequest requestTo(const CalibrationTarget& target, const CalibrationJob& job, std::uint64_t sizeBytes)
{
    HttpRequest request = backends::requestTo(target.at, target.at.path + job.sample.path, job.limits.latencyBound);
    request.method = "POST";
    request.headers.push_back("Content-Type: " + job.sample.contentType);
    request.body = calibrationBody(job.sample, sizeBytes);
    request.keepAlive = true;
    return request;
}

TrialRequest eventFor(const CalibrationJob& job, std::uint64_t sizeBytes)
{
    TrialRequest event;
    event.method = "POST";
    event.target = job.sample.path;
    event.contentType = job.sample.contentType;
    event.body = calibrationBody(job.sample, sizeBytes);
    event.deadline = job.limits.latencyBound;
    return event;
}

bool isGood(const TrialAnswer& answer)
{
    return answer.answered && answer.status >= 200 && answer.status < 300;
}

std::string problemOf(const TrialAnswer& answer)
{
    return answer.answered ? fmt::format("answered {}: {}", answer.status, backends::errorIn(answer.body))
                           : answer.error;
}

std::string calibrationBody(const SampleRequest& sample, std::uint64_t sizeBytes)
{
    const auto size = static_cast<std::size_t>(sizeBytes);
    const bool isJson = sample.contentType.find("json") != std::string::npos;
    std::string body = sample.body;
    if (body.empty())
        body.push_back(isJson ? ' ' : '\0');
    if (isJson)
        body.resize(std::max(body.size(), size), ' ');
    else if (body.size() >= size)
        body.resize(size);
    else
        while (body.size() < size)
            body.append(body, 0, std::min(body.size(), size - body.size()));
    return body;
}

} // namespace straightline::core
