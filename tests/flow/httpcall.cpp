// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpcall.h"

#include <algorithm>
#include <cctype>

#include <curl/curl.h>

namespace straightline::flow
{
namespace
{

std::size_t takeBody(char* data, std::size_t size, std::size_t count, void* to)
{
    static_cast<HttpReply*>(to)->body.append(data, size * count);
    return size * count;
}

std::size_t takeHeader(char* data, std::size_t size, std::size_t count, void* to)
{
    const std::string line(data, size * count);
    const auto colon = line.find(':');
    if (colon != std::string::npos) {
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
        const auto first = line.find_first_not_of(' ', colon + 1);
        const auto last = line.find_last_not_of("\r\n ");
        static_cast<HttpReply*>(to)->headers[name] =
            first == std::string::npos || last < first ? std::string() : line.substr(first, last - first + 1);
    }
    return size * count;
}

} // namespace

HttpClient::HttpClient(std::string baseUrl)
    : m_baseUrl(std::move(baseUrl))
    , m_curl(curl_easy_init())
{
}

HttpClient::~HttpClient()
{
    curl_easy_cleanup(m_curl);
}

HttpReply HttpClient::call(const std::string& method, const std::string& path, const std::string& body,
                           const std::vector<std::string>& headers, std::chrono::milliseconds deadline)
{
    HttpReply reply;
    CURL* curl = m_curl;
    curl_easy_reset(curl);
    const std::string url = m_baseUrl + path;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(deadline.count()));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, takeBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, takeHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &reply);
    curl_slist* list = curl_slist_append(nullptr, "Expect:");
    for (const std::string& header : headers)
        list = curl_slist_append(list, header.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    if (method != "GET" && method != "HEAD") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    }
    const auto before = std::chrono::steady_clock::now();
    const CURLcode code = curl_easy_perform(curl);
    reply.took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - before);
    curl_slist_free_all(list);
    if (code == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
    else
        reply.error = curl_easy_strerror(code);
    return reply;
}

} // namespace straightline::flow
