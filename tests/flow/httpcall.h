// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace straightline::flow
{

/// What came back. `status` 0: nothing did, and `error` says why.
struct HttpReply {
    long status = 0;
    std::string body;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::chrono::microseconds took{0};
    std::string error;
};

/// A blocking HTTP client over libcurl with a deadline, one connection kept alive. One thread.
class HttpClient
{
public:
    explicit HttpClient(std::string baseUrl);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    HttpReply call(const std::string& method, const std::string& path, const std::string& body = {},
                   const std::vector<std::string>& headers = {},
                   std::chrono::milliseconds deadline = std::chrono::seconds(60));
    HttpReply get(const std::string& path) { return call("GET", path); }
    HttpReply post(const std::string& path, const std::string& body) { return call("POST", path, body); }
    HttpReply put(const std::string& path, const std::string& body) { return call("PUT", path, body); }

private:
    std::string m_baseUrl;
    void* m_curl = nullptr;
};

} // namespace straightline::flow
