// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the fields of a document are for: said where one is missing or wrong.
#include "ui/text/enginephrases.h"

#include <QtGlobal>

namespace straightline::ui
{
namespace
{

constexpr auto kPhrases = std::to_array<EnginePhrase>({
    {QT_TRANSLATE_NOOP("EngineText", "F, requests/s; 0 … 1e9"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "D, bytes; 0 … 1099511627776"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "http://HOST[:PORT][/base] or https://HOST[:PORT][/base]"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "https: PEM file of the authorities to believe; empty = the system's"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "https: name sent and looked for in the certificate; empty = the url's host"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "https: false = any certificate will do"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "image reference"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "port the process inside listens on"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "CPU limit of each replica or instance; 0 = none"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "memory limit of each replica or instance; 0 = none"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "variables; values may be ${env:NAME} or ${file:/path}"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "program and arguments; empty = the image's"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most time from start to healthy"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "program and arguments; it speaks the AWS Lambda Runtime API"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "how long an idle instance is kept"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most time of a cold start"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most time of one invocation"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "largest answer of an invocation"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "how instances are kept apart"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "given by the engine, never reused; ignored when written"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "1 … 63 of A-Z a-z 0-9 . _ -, unique in the application"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "role in the rule"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "how it is run and reached; the keys that follow depend on it"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most requests in flight; 1 … 100000"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "largest body it takes; 0 = no limit, of a function 6291456"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "price of serving requests, for a budget; 0 … 1, 0 = paid for anyway"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "taken out of service by the operator"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most time to connect"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "longest silence of the backend"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "GET; 2xx or 3xx is healthy; empty = TCP connect only"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "between two checks"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most time of one check"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "successes in a row that make it up"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "failures in a row that make it down"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "failed attempts in a row that eject a backend; 0 = off"), ""},
    {QT_TRANSLATE_NOOP(
         "EngineText",
         "share of failed attempts in 10 s that ejects, when the others fail less than a quarter as often; 0 = off"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "in these 10 s, or nothing is concluded"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "as many times slower than before ejects, when its peers are not; 0 = off"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "time out of service, times the ejections in a row"), ""},
    {QT_TRANSLATE_NOOP(
         "EngineText",
         "what may be repeated is sent to a second backend beside the first when that has not begun to answer for so "
         "long, and for longer than all but hedge_percent of the requests take; 0 = off"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "most requests that are sent a second time for that; 1 … 20"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "longest time out of service"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most backends ejected for how they answer; one always may be"), ""},
    {QT_TRANSLATE_NOOP("EngineText",
                       "with fewer backends available, those that answer at all are used again; 0 = answer 503"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "what may be sent to a second backend after the first received some of it"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "1 … 63 of A-Z a-z 0-9 . _ -, unique"), ""},
    {QT_TRANSLATE_NOOP("EngineText",
                       "path prefix whose requests go here unchanged; empty = none, / = all that is left"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "how requests are placed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "F, requests/s"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "D, bytes"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "W, the window in which the frequency is counted"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "of the whole request, waiting included"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most requests waiting"), ""},
    {QT_TRANSLATE_NOOP("EngineText",
                       "adaptive: what 1000 requests may cost by usd_per_second; 0 … 1e6, 0 = money does not count"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "adaptive: parts left out, of sizes, wait, cold_start, slowness, failures, guard, "
                                     "price, exploration, queue, externality, staleness"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "when a backend is taken out because of how it answers; retries"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "HOST:PORT for HTTPS; empty = none"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "PEM file: the certificate, then its chain"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "PEM file, not readable by everybody"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "PEM file: clients must show a certificate signed by one of these; empty = none"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "oldest TLS version"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most header fields of a request"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "longest request target"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "longest chunk extension"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "framing of a chunked body beyond what its chunks need"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most bytes of trailers"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "of an IPv4 address or an IPv6 /64; 0 = no limit"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "0 = no limit"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "slowest request body; 0 = no limit"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "slowest reading of an answer; 0 = no limit"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "before the two rates count"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "HOST:PORT; empty = only HTTPS"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "largest request body"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "largest request head"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most client connections"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "first byte of a request to the end of its head"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "longest silence of a client inside a body"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "longest idle keep-alive"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "SIGTERM to the end of the last request"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "requests for another protocol, as for WebSocket"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "longest silence of both sides of a tunnel"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a peer whose machine acknowledges nothing for so long is gone"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "age at which request records are removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "age at which hourly roll-ups are removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "size at which the oldest request records are removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "counts the applied changes"), ""},
});

} // namespace

std::span<const EnginePhrase> enginePhrasesOfFields()
{
    return kPhrases;
}

} // namespace straightline::ui
