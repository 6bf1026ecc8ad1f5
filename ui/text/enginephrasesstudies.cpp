// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Calibrations, sweeps, watches, recordings, what-if questions; GPUs.
#include "ui/text/enginephrases.h"

#include <QtGlobal>

namespace straightline::ui
{
namespace
{

constexpr auto kPhrases = std::to_array<EnginePhrase>({
    {QT_TRANSLATE_NOOP("EngineText", "a later change is watched"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the application was removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the thresholds or the policy were changed again"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "only %1 requests came"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "as predicted: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "worse than predicted: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "worse than predicted (%1), and cannot be rolled back: %2"), "tt"},
    {QT_TRANSLATE_NOOP("EngineText", "rolled back, %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "new thresholds %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "new thresholds are watched on after a restart"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "new thresholds are watched no longer: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "what was stored of the watch is damaged"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "fewer than %1 requests were recorded before: nothing to compare with"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "the requests cannot be read: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "p95 %1 ms, predicted %2 to %3; %4 % failed, predicted %5 to %6"), "nnnnnn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 of %2 requests"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 over %2 requests: %3"), "wnt"},
    {QT_TRANSLATE_NOOP("EngineText", "the application has other thresholds or another policy by now"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "before and tried are the same: there is nothing to watch"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 sweeps run or wait: allowed are %2 at once"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 of %2 pairs"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "looking for a better pair"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "cancelled before the first pair"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 of %2 pairs over %3 requests: sweep %4"), "nnnn"},
    {QT_TRANSLATE_NOOP("EngineText", "a sweep needs at least %1 recorded requests; there are %2"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 requests to tune on and %2 to prove it: needed are %3 each"), "nnn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 blocks of %2 s to prove it: needed are %3"), "nnn"},
    {QT_TRANSLATE_NOOP("EngineText", "the tuning was stopped before its end"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the same asker asked anew"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 requests"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 requests in %2"), "ns"},
    {QT_TRANSLATE_NOOP("EngineText", "cancelled: nothing is left of it"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "F = %1/s, D = %2 bytes"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "F = %1/s, D not locatable"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "F not locatable, D = %1 bytes"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "F not locatable, D not locatable"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a calibration is under way: one at a time"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "warming up \"%1\""), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 tier: %2 requests of %3 bytes at %4/s"), "wnnn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 tier: %2"), "wt"},
    {QT_TRANSLATE_NOOP("EngineText", "cancelled: nothing is sent any more"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\" does not take the sample (POST %2, %3): %4; give another sample"),
     "ssst"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 requests are unanswered"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\" is of kind function: only the running engine measures it"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\" takes no more than %2 bytes, and the sample has %3"), "snn"},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\" gives no answer: %2"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\" answered its first request in %2 ms, its cold start included"),
     "sn"},
    {QT_TRANSLATE_NOOP("EngineText", "no instance was free in time"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "most_usd = %1: allowed is from %2 on, which warming up may cost"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\" is not in service"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "it has no backend"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "nothing can be located of \"%1\": local: %2; container: %3; serverless: %4"),
     "sttt"},
    {QT_TRANSLATE_NOOP("EngineText", "consent is needed: the live backends of \"%1\" would get %2"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "at most %1 requests/s, %2 requests and %3 MB in all, for %4 s at the longest"),
     "nnnn"},
    {QT_TRANSLATE_NOOP(
         "EngineText",
         "at most %1 requests/s, %2 requests and %3 MB in all, for %4 s at the longest, at a cost of at most %5 USD"),
     "nnnnn"},
    {QT_TRANSLATE_NOOP("EngineText", "not locatable: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "the local tier cannot be measured: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "the %1 tier cannot be measured: %2"), "wt"},
    {QT_TRANSLATE_NOOP("EngineText", "the limit of %1 requests was reached before it was narrowed down"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "the limit of %1 requests was reached first"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "the limit of %1 USD was reached before it was narrowed down"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "the limit of %1 USD was reached first"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "no size that is swept is within the %1 tier's payload limit of %2 bytes"), "wn"},
    {QT_TRANSLATE_NOOP("EngineText", "the %1 tier takes no more than %2 bytes"), "wn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 of %2 requests failed at the %3 tier: %4"), "nnwt"},
    {QT_TRANSLATE_NOOP("EngineText", "the %1 tier's p95 is %2 ms, over half of the latency bound"), "wn"},
    {QT_TRANSLATE_NOOP("EngineText", "the %1 tier's p95 of %2 ms is above the %3 tier's %4 ms"), "wnwn"},
    {QT_TRANSLATE_NOOP("EngineText", "up to %1 the %2 tier fares no worse than the %3 tier"), "Tww"},
    {QT_TRANSLATE_NOOP("EngineText", "up to %1 the %2 tier fares no worse"), "Tw"},
    {QT_TRANSLATE_NOOP("EngineText", "already at %1, the least that is tried, %2"), "Tt"},
    {QT_TRANSLATE_NOOP("EngineText", "at %1 %2; at %3 it still fared no worse; %4"), "TtTt"},
    {QT_TRANSLATE_NOOP("EngineText", "at %1 %2; at %3 it still fared no worse"), "TtT"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 requests/s"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 bytes"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "not asked yet"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the NVIDIA driver has not answered for %1 s"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "no NVIDIA driver: %1"), "t"},
    {QT_TRANSLATE_NOOP(
         "EngineText",
         "the NVIDIA driver is too old: %1 lacks nvmlInit_v2, nvmlDeviceGetCount_v2 or nvmlDeviceGetHandleByIndex_v2"),
     "s"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 (NVML error %2)"), "tn"},
    {QT_TRANSLATE_NOOP("EngineText", "NVML error %1"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "the NVIDIA driver does not start: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "the NVIDIA driver does not tell its GPUs: %1"), "t"},
});

} // namespace

std::span<const EnginePhrase> enginePhrasesOfStudies()
{
    return kPhrases;
}

} // namespace straightline::ui
