// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <string>

#include <curl/curl.h>

#include "engine/backends/curlclient.h"
#include "engine/backends/deferred.h"

namespace straightline::backends
{

/// One exchange under way: the easy handle, what came so far, and the coroutine that waits. Owned by CurlClient;
/// libcurl's callbacks only store into it.
class CurlTransfer
{
public:
    explicit CurlTransfer(HttpRequest request);
    ~CurlTransfer();
    CurlTransfer(const CurlTransfer&) = delete;
    CurlTransfer& operator=(const CurlTransfer&) = delete;

    CURL* easy() const { return m_easy; }
    const Deferred<Result<HttpReply>>& done() const { return m_done; }

    /// Hands the pieces that came to `onData`; to be called outside of libcurl.
    void deliver();
    Result<HttpReply> result(CURLcode code);

private:
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
    void configure();
    void configureTls();
    void configureBody();
    Error toError(CURLcode code) const;
    bool succeeding() const;

    HttpRequest m_request;
    HttpReply m_reply;
    std::string m_pending;
    std::string m_url;
    std::size_t m_headerBytes = 0;
    bool m_tooLarge = false;
    CURL* m_easy = nullptr;
    curl_slist* m_headers = nullptr;
    curl_slist* m_connectTo = nullptr;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    Deferred<Result<HttpReply>> m_done;
};

} // namespace straightline::backends
