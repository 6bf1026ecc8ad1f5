// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/curltransfer.h"

#include <algorithm>
#include <cctype>
#include <system_error>

#include <fmt/format.h>

namespace straightline::backends
{

namespace
{

constexpr std::size_t kMaxHeaderBytes = 65'536;

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

} // namespace

CurlTransfer::CurlTransfer(HttpRequest request)
    : m_request(std::move(request))
    , m_easy(curl_easy_init())
{
    if (m_easy != nullptr)
        configure();
}

CurlTransfer::~CurlTransfer()
{
    curl_easy_cleanup(m_easy);
    curl_slist_free_all(m_headers);
    curl_slist_free_all(m_connectTo);
}

void CurlTransfer::configure()
{
    const auto number = [](auto value) { return static_cast<long>(value); };
    curl_easy_setopt(m_easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(m_easy, CURLOPT_URL, m_request.url.c_str());
    curl_easy_setopt(m_easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(m_easy, CURLOPT_PROXY, ""); // the environment's proxy is for the outside, not for backends
    curl_easy_setopt(m_easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m_easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(m_easy, CURLOPT_HTTP_VERSION, number(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(m_easy, CURLOPT_CONNECTTIMEOUT_MS, number(m_request.connectTimeout.count()));
    curl_easy_setopt(m_easy, CURLOPT_TIMEOUT_MS, number(m_request.timeout.count()));
    curl_easy_setopt(m_easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    curl_easy_setopt(m_easy, CURLOPT_USERAGENT, "straightline");
    curl_easy_setopt(m_easy, CURLOPT_WRITEFUNCTION, &CurlTransfer::onBody);
    curl_easy_setopt(m_easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_HEADERFUNCTION, &CurlTransfer::onHeader);
    curl_easy_setopt(m_easy, CURLOPT_HEADERDATA, this);
    if (!m_request.keepAlive) {
        curl_easy_setopt(m_easy, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(m_easy, CURLOPT_FORBID_REUSE, 1L);
    }
    if (m_request.connectOnly)
        curl_easy_setopt(m_easy, CURLOPT_CONNECT_ONLY, 1L);
    if (!m_request.unixSocket.empty())
        curl_easy_setopt(m_easy, CURLOPT_UNIX_SOCKET_PATH, m_request.unixSocket.c_str());
    if (m_request.connectTo.port != 0) {
        const auto& [address, port] = m_request.connectTo;
        const bool v6 = address.find(':') != std::string::npos;
        const std::string entry = fmt::format("::{}{}{}:{}", v6 ? "[" : "", address, v6 ? "]" : "", port);
        m_connectTo = curl_slist_append(nullptr, entry.c_str());
        curl_easy_setopt(m_easy, CURLOPT_CONNECT_TO, m_connectTo);
    }
    if (m_request.tls.enabled)
        configureTls();
    configureBody();
}

/// Each connection is verified anew: no resumed sessions, and authorities no older than a few seconds.
void CurlTransfer::configureTls()
{
    constexpr long kAuthoritiesSeconds = 10;
    const UpstreamTls& tls = m_request.tls;
    curl_easy_setopt(m_easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(m_easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    curl_easy_setopt(m_easy, CURLOPT_CA_CACHE_TIMEOUT, kAuthoritiesSeconds);
    if (!tls.verify) {
        curl_easy_setopt(m_easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(m_easy, CURLOPT_SSL_VERIFYHOST, 0L);
    } else if (!tls.caFile.empty()) {
        curl_easy_setopt(m_easy, CURLOPT_CAINFO, tls.caFile.c_str());
        curl_easy_setopt(m_easy, CURLOPT_CAPATH, nullptr); // else the system's are believed, too
    }
}

void CurlTransfer::configureBody()
{
    if (m_request.method == "HEAD") {
        curl_easy_setopt(m_easy, CURLOPT_NOBODY, 1L);
    } else if (m_request.method == "POST") {
        curl_easy_setopt(m_easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
        curl_easy_setopt(m_easy, CURLOPT_POSTFIELDS, m_request.body.c_str());
    } else if (m_request.method != "GET") {
        curl_easy_setopt(m_easy, CURLOPT_CUSTOMREQUEST, m_request.method.c_str());
    }
    for (const std::string& header : m_request.headers)
        m_headers = curl_slist_append(m_headers, header.c_str());
    m_headers = curl_slist_append(m_headers, "Expect:");
    curl_easy_setopt(m_easy, CURLOPT_HTTPHEADER, m_headers);
}

bool CurlTransfer::succeeding() const
{
    return m_reply.status >= 200 && m_reply.status < 300;
}

std::size_t CurlTransfer::onBody(char* data, std::size_t size, std::size_t count, void* self)
{
    auto& transfer = *static_cast<CurlTransfer*>(self);
    const std::size_t bytes = size * count;
    if (transfer.m_request.onData && transfer.succeeding()) {
        transfer.m_pending.append(data, bytes);
        return bytes;
    }
    if (transfer.m_reply.body.size() + bytes > transfer.m_request.bodyLimit) {
        transfer.m_tooLarge = true;
        return 0; // ends the transfer with CURLE_WRITE_ERROR
    }
    transfer.m_reply.body.append(data, bytes);
    return bytes;
}

std::size_t CurlTransfer::onHeader(char* data, std::size_t size, std::size_t count, void* self)
{
    auto& transfer = *static_cast<CurlTransfer*>(self);
    const std::size_t bytes = size * count;
    transfer.m_headerBytes += bytes;
    if (transfer.m_headerBytes > kMaxHeaderBytes) {
        transfer.m_tooLarge = true;
        return 0;
    }
    const std::string_view line(data, bytes);
    if (line.starts_with("HTTP/")) { // the last head counts: a 100 Continue may come before it
        long status = 0;
        curl_easy_getinfo(transfer.m_easy, CURLINFO_RESPONSE_CODE, &status);
        transfer.m_reply.status = static_cast<int>(status);
        transfer.m_reply.headers.clear();
        return bytes;
    }
    if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        std::string name(line.substr(0, colon));
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
        transfer.m_reply.headers.emplace_back(std::move(name), trimmed(line.substr(colon + 1)));
    }
    return bytes;
}

void CurlTransfer::deliver()
{
    if (m_pending.empty())
        return;
    const std::string piece = std::exchange(m_pending, {});
    m_request.onData(piece);
}

Error CurlTransfer::toError(CURLcode code) const
{
    long systemError = 0;
    curl_easy_getinfo(m_easy, CURLINFO_OS_ERRNO, &systemError);
    const std::string text = m_errorText.front() != '\0' ? m_errorText.data() : curl_easy_strerror(code);
    switch (code) {
    case CURLE_COULDNT_CONNECT:
        if (systemError != 0)
            return {ErrorCode::Unreachable, std::generic_category().message(static_cast<int>(systemError))};
        return {ErrorCode::Unreachable, text};
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return {ErrorCode::Unreachable, text};
    case CURLE_OPERATION_TIMEDOUT:
        return {ErrorCode::Timeout, text};
    case CURLE_WRITE_ERROR:
        if (m_tooLarge)
            return {ErrorCode::TooLarge, fmt::format("the answer is longer than {} bytes", m_request.bodyLimit)};
        return {ErrorCode::BadReply, text};
    case CURLE_URL_MALFORMAT:
        return {ErrorCode::InvalidArgument, text};
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
        return {ErrorCode::BadReply, "connection lost: " + text};
    case CURLE_UNSUPPORTED_PROTOCOL: // what came is not HTTP
        return {ErrorCode::BadReply, "not an HTTP answer: " + text};
    default:
        return {ErrorCode::BadReply, text};
    }
}

Result<HttpReply> CurlTransfer::result(CURLcode code)
{
    if (code != CURLE_OK)
        return tl::make_unexpected(toError(code));
    const auto time = [this](CURLINFO which) {
        curl_off_t micros = 0;
        curl_easy_getinfo(m_easy, which, &micros);
        return std::chrono::microseconds(micros);
    };
    m_reply.took = time(CURLINFO_TOTAL_TIME_T);
    m_reply.connected = time(CURLINFO_CONNECT_TIME_T);
    m_reply.secured = time(CURLINFO_APPCONNECT_TIME_T);
    return std::move(m_reply);
}

} // namespace straightline::backends
