// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/configuration.h"

// The keys of the configuration, once: json.cpp walks them to write, to read and to describe. `v` is the walker, `x`
// the value (const when writing). A key's bounds are in validate.cpp.
namespace straightline
{

template <class V, class X>
void thresholdsFields(V& v, X& x)
{
    v.value("frequency_hz", x.frequencyHz, "F, requests/s; 0 … 1e9");
    v.value("size_bytes", x.sizeBytes, "D, bytes; 0 … 1099511627776");
}

template <class V, class X>
void httpFields(V& v, X& x)
{
    v.required("url", x.url, "http://HOST[:PORT][/base] or https://HOST[:PORT][/base]");
    v.value("tls_ca_file", x.tlsCaFile, "https: PEM file of the authorities to believe; empty = the system's");
    v.value("tls_server_name", x.tlsServerName,
            "https: name sent and looked for in the certificate; empty = the url's host");
    v.value("tls_verify", x.tlsVerify, "https: false = any certificate will do");
}

template <class V, class X>
void containerFields(V& v, X& x)
{
    v.required("image", x.image, "image reference");
    v.value("container_port", x.containerPort, "port the process inside listens on");
    v.value("replicas", x.replicas, "1 … 64");
    v.value("cpus", x.cpus, "CPU limit of each replica or instance; 0 = none");
    v.value("memory_bytes", x.memoryBytes, "memory limit of each replica or instance; 0 = none");
    v.environment("environment", x.environment, "variables; values may be ${env:NAME} or ${file:/path}");
    v.value("command", x.command, "program and arguments; empty = the image's");
    v.millis("start_timeout_ms", x.startTimeout, "most time from start to healthy");
}

template <class V, class X>
void functionFields(V& v, X& x)
{
    v.required("command", x.command, "program and arguments; it speaks the AWS Lambda Runtime API");
    v.environment("environment", x.environment, "variables; values may be ${env:NAME} or ${file:/path}");
    v.millis("keep_alive_ms", x.keepAlive, "how long an idle instance is kept");
    v.millis("init_timeout_ms", x.initTimeout, "most time of a cold start");
    v.millis("invocation_timeout_ms", x.invocationTimeout, "most time of one invocation");
    v.value("memory_bytes", x.memoryBytes, "memory limit of each replica or instance; 0 = none");
    v.value("cpus", x.cpus, "CPU limit of each replica or instance; 0 = none");
    v.value("answer_limit_bytes", x.answerLimitBytes, "largest answer of an invocation");
    v.word("isolation", x.isolation, "how instances are kept apart");
}

template <class V, class X>
void backendFields(V& v, X& x)
{
    v.number("number", x.number, "given by the engine, never reused; ignored when written");
    v.required("name", x.name, "1 … 63 of A-Z a-z 0-9 . _ -, unique in the application");
    v.requiredWord("tier", x.tier, "role in the rule");
    v.kind("kind", x.settings, "how it is run and reached; the keys that follow depend on it");
    v.value("capacity", x.capacity, "most requests in flight; 1 … 100000");
    v.value("payload_limit_bytes", x.payloadLimitBytes, "largest body it takes; 0 = no limit, of a function 6291456");
    v.value("usd_per_second", x.usdPerSecond, "price of serving requests, for a budget; 0 … 1, 0 = paid for anyway");
    v.value("drained", x.drained, "taken out of service by the operator");
    v.millis("connect_timeout_ms", x.connectTimeout, "most time to connect");
    v.millis("read_timeout_ms", x.readTimeout, "longest silence of the backend");
    v.value("health_path", x.health.path, "GET; 2xx or 3xx is healthy; empty = TCP connect only");
    v.millis("health_interval_ms", x.health.interval, "between two checks");
    v.millis("health_timeout_ms", x.health.timeout, "most time of one check");
    v.value("health_rise", x.health.rise, "successes in a row that make it up");
    v.value("health_fall", x.health.fall, "failures in a row that make it down");
    v.settings(x.settings);
}

template <class V, class X>
void isolationFields(V& v, X& x)
{
    v.value("consecutive_failures", x.consecutiveFailures, "failed attempts in a row that eject a backend; 0 = off");
    v.value("failure_percent", x.failurePercent,
            "share of failed attempts in 10 s that ejects, when the others fail less than a quarter as often; 0 = off");
    v.value("minimum_attempts", x.minimumAttempts, "in these 10 s, or nothing is concluded");
    v.value("slow_factor", x.slowFactor, "as many times slower than before ejects, when its peers are not; 0 = off");
    v.millis("ejection_ms", x.ejectionTime, "time out of service, times the ejections in a row");
    v.millis("max_ejection_ms", x.maxEjectionTime, "longest time out of service");
    v.value("max_ejected_percent", x.maxEjectedPercent, "most backends ejected for how they answer; one always may be");
    v.value("panic_percent", x.panicPercent,
            "with fewer backends available, those that answer at all are used again; 0 = answer 503");
    v.word("repeatable", x.repeatable, "what may be sent to a second backend after the first received some of it");
    v.millis(
        "hedge_after_ms", x.hedgeAfter,
        "what may be repeated is sent to a second backend beside the first when that has not begun to answer for so "
        "long, and for longer than all but hedge_percent of the requests take; 0 = off");
    v.value("hedge_percent", x.hedgePercent, "most requests that are sent a second time for that; 1 … 20");
}

template <class V, class X>
void applicationFields(V& v, X& x)
{
    v.number("number", x.number, "given by the engine, never reused; ignored when written");
    v.required("name", x.name, "1 … 63 of A-Z a-z 0-9 . _ -, unique");
    v.value("mount", x.mount, "path prefix whose requests go here unchanged; empty = none, / = all that is left");
    v.word("policy", x.policy, "how requests are placed");
    v.value("frequency_threshold_hz", x.thresholds.frequencyHz, "F, requests/s");
    v.value("size_threshold_bytes", x.thresholds.sizeBytes, "D, bytes");
    v.millis("window_ms", x.window, "W, the window in which the frequency is counted");
    v.millis("deadline_ms", x.deadline, "of the whole request, waiting included");
    v.value("queue_limit", x.queueLimit, "most requests waiting");
    v.value("budget_usd_per_1000", x.adaptive.budgetUsdPer1000,
            "adaptive: what 1000 requests may cost by usd_per_second; 0 … 1e6, 0 = money does not count");
    v.value("adaptive_without", x.adaptive.without,
            "adaptive: parts left out, of sizes, wait, cold_start, slowness, failures, guard, price, exploration, "
            "queue, externality, staleness");
    v.isolation("isolation", x.isolation, "when a backend is taken out because of how it answers; retries");
    v.backends(x.backends);
}

template <class V, class X>
void tlsFields(V& v, X& x)
{
    v.value("listen", x.listen, "HOST:PORT for HTTPS; empty = none");
    v.value("certificate", x.certificate, "PEM file: the certificate, then its chain");
    v.value("key", x.key, "PEM file, not readable by everybody");
    v.value("client_ca", x.clientCa, "PEM file: clients must show a certificate signed by one of these; empty = none");
    v.word("minimum_version", x.minimumVersion, "oldest TLS version");
}

template <class V, class X>
void limitFields(V& v, X& x)
{
    v.value("header_fields", x.headerFields, "most header fields of a request");
    v.value("uri_bytes", x.uriBytes, "longest request target");
    v.value("chunk_extension_bytes", x.chunkExtensionBytes, "longest chunk extension");
    v.value("chunk_overhead_bytes", x.chunkOverheadBytes, "framing of a chunked body beyond what its chunks need");
    v.value("trailer_bytes", x.trailerBytes, "most bytes of trailers");
    v.value("connections_per_address", x.connectionsPerAddress, "of an IPv4 address or an IPv6 /64; 0 = no limit");
    v.value("requests_per_connection", x.requestsPerConnection, "0 = no limit");
    v.value("upload_bytes_per_second", x.uploadBytesPerSecond, "slowest request body; 0 = no limit");
    v.value("answer_bytes_per_second", x.answerBytesPerSecond, "slowest reading of an answer; 0 = no limit");
    v.millis("rate_grace_ms", x.rateGrace, "before the two rates count");
}

template <class V, class X>
void gatewayFields(V& v, X& x)
{
    v.value("listen", x.listen, "HOST:PORT; empty = only HTTPS");
    v.value("threads", x.threads, "1 … 64");
    v.value("max_body_bytes", x.maxBodyBytes, "largest request body");
    v.value("max_header_bytes", x.maxHeaderBytes, "largest request head");
    v.value("max_connections", x.maxConnections, "most client connections");
    v.millis("header_timeout_ms", x.headerTimeout, "first byte of a request to the end of its head");
    v.millis("body_timeout_ms", x.bodyTimeout, "longest silence of a client inside a body");
    v.millis("idle_timeout_ms", x.idleTimeout, "longest idle keep-alive");
    v.millis("drain_timeout_ms", x.drainTimeout, "SIGTERM to the end of the last request");
    v.word("upgrade", x.upgrade, "requests for another protocol, as for WebSocket");
    v.millis("upgrade_idle_timeout_ms", x.upgradeIdleTimeout, "longest silence of both sides of a tunnel");
    v.millis("peer_timeout_ms", x.peerTimeout, "a peer whose machine acknowledges nothing for so long is gone");
    v.limits("limits", x.limits);
    v.tls("tls", x.tls);
}

template <class V, class X>
void retentionFields(V& v, X& x)
{
    v.value("request_days", x.requestDays, "age at which request records are removed");
    v.value("rollup_days", x.rollupDays, "age at which hourly roll-ups are removed");
    v.value("max_database_bytes", x.maxDatabaseBytes, "size at which the oldest request records are removed");
}

template <class V, class X>
void settingsFields(V& v, X& x)
{
    v.gateway("gateway", x.gateway);
    v.retention("retention", x.retention);
}

template <class V, class X>
void siteFields(V& v, X& x)
{
    v.number("revision", x.revision, "counts the applied changes");
    v.gateway("gateway", x.gateway);
    v.retention("retention", x.retention);
    v.applications(x.applications);
}

} // namespace straightline
