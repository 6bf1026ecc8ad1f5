// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How backends fare, what a test or a search found: of every kind, and of kind http.
#include "ui/text/enginephrases.h"

#include <QtGlobal>

namespace straightline::ui
{
namespace
{

constexpr auto kPhrases = std::to_array<EnginePhrase>({
    {QT_TRANSLATE_NOOP("EngineText", "is up"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "is down: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "failed: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "connected in %1 ms"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 in %2 ms"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "no answer in %1 ms"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "no answer in time"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1, certificate not verified"), "T"},
    {QT_TRANSLATE_NOOP("EngineText", "its certificate is not verified (tls_verify = false)"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "its log is there"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "waits until what was there before is removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "takes requests again when healthy"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "cancelled"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "cancelling"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "cancelled; it stays out of service"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "cancelled; it is started"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "it was resumed or removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 in flight"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "out of service, nothing in flight"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the backend ends"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the engine ends"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the backend or the engine ends"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the engine is not serving"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "was ejected: %1"), "T"},
    {QT_TRANSLATE_NOOP("EngineText", "ejected: %1, back on trial in %2 s"), "Tn"},
    {QT_TRANSLATE_NOOP("EngineText", "on trial: it was ejected for %1"), "T"},
    {QT_TRANSLATE_NOOP("EngineText", "ejected"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "back in service"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "not reachable %1 times in a row"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 broken connections in a row"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "no answer in time %1 times in a row"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 failures in a row, the last a server error"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 % of its requests failed"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 times slower than usual"), "n"},
    {QT_TRANSLATE_NOOP("EngineText",
                       "too few backends are left: those that answer at all are used whatever they answer"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "ejections are heeded again"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 failed: %2. %3"), "ptT"},
    {QT_TRANSLATE_NOOP("EngineText", "Allowed is 2xx or 3xx: see what the server logs, or correct the health path"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "See what the server logs"), ""},
    {QT_TRANSLATE_NOOP("EngineText",
                       "Correct the sample, the application's name or the path, or see what the server logs"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "Correct the authorities or the server name, renew its certificate, or use http"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "Correct the host's name in the address"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Start the server there, or correct the host or the port"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "there is no health path: to be connected is enough"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "it answers; no inference was tried"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "it answers an inference in %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "%1: give a sample to try an inference"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "GET %1 answered %2"), "on"},
    {QT_TRANSLATE_NOOP("EngineText", "answered %1: %2"), "ns"},
    {QT_TRANSLATE_NOOP("EngineText", "%1, %2 bytes"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 port %2"), "on"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 port %2: %3"), "ont"},
    {QT_TRANSLATE_NOOP("EngineText", "there is no address"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "its certificate is good for %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "its certificate was not verified"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "what it says of its model's inputs cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "its model's input has more than a million values"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "cannot resolve %1: %2"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "the answer is longer than %1 bytes"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "connection lost: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "not an HTTP answer: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "libcurl could not begin a request"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 found"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 published ports"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 of %2 answer"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "the listening ports cannot be read (/proc/net/tcp)"), ""},
});

} // namespace

std::span<const EnginePhrase> enginePhrasesOfBackends()
{
    return kPhrases;
}

} // namespace straightline::ui
