// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Why an edit or an action is refused, and what came of an edit.
#include "ui/text/enginephrases.h"

#include <QtGlobal>

namespace straightline::ui
{
namespace
{

constexpr auto kPhrases = std::to_array<EnginePhrase>({
    {QT_TRANSLATE_NOOP("EngineText", "application put"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "application removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "thresholds F = %1 /s, D = %2 bytes"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "policy %1"), "o"},
    {QT_TRANSLATE_NOOP("EngineText", "backend put, drained"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "backend put"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "backend removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "settings put"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "restored: %1"), "d"},
    {QT_TRANSLATE_NOOP("EngineText", "site put with %1 applications"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 by %2"), "Tc"},
    {QT_TRANSLATE_NOOP("EngineText", "there is no application \"%1\""), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "there is no backend \"%1\""), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "there is no request \"%1\""), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "application \"%1\" exists already"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\" exists already"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "application \"%1\" has no backend"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "application \"%1\": two backends are named \"%2\""), "ss"},
    {QT_TRANSLATE_NOOP("EngineText", "the thresholds of \"%1\""), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "the policy of \"%1\""), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\""), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "application \"%1\""), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "the settings"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the site"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 is not there any more: it was removed since"), "T"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 is there again: it was made anew since"), "T"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 changed since: nothing was overwritten"), "T"},
    {QT_TRANSLATE_NOOP("EngineText", "the engine runs read-only (--read-only): nothing can be changed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the site has %1 applications and %2 backends: allowed are at most %3 and %4"),
     "nnnn"},
    {QT_TRANSLATE_NOOP("EngineText", "removed backends still have requests in flight; try again"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "removed applications still have requests in flight; try again"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the deployed settings could not be kept: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\": %2"), "sT"},
    {QT_TRANSLATE_NOOP("EngineText", "unknown"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "is drained in the configuration"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "is not drained in the configuration"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "only kind container has containers"), ""},
    {QT_TRANSLATE_NOOP("EngineText",
                       "kind http is run by somebody else; only container and function can be redeployed"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "what was there before is still being removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "operation %1 is under way"), "n"},
    {QT_TRANSLATE_NOOP(
         "EngineText",
         "a function is redeployed as configured, and nothing of it is kept; allowed is no body and keep_old_s = 0"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "nothing is kept to go back to"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "has no container \"%1\""), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "container \"%1\" is %2, not %3"), "sww"},
    {QT_TRANSLATE_NOOP("EngineText", "operation %1: unknown"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "operation %1: has ended"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "operation %1: too late to cancel"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "operation %1 has not ended yet"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "operation %1 has no what-if answer; the latest %2 are kept"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "only kind container can be rolled back"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "only containers can be stopped and started one by one"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a function has no container settings"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "another redeploy waits already"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a backend of kind http is run by somebody else"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "kind %1 cannot be tested here"), "w"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 tests are under way; allowed at a time: %2"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 = %2: allowed is %3"), "ssa"},
    {QT_TRANSLATE_NOOP("EngineText", "\"%1\": allowed: http://HOST[:PORT][/base] or https://…"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "backend \"%1\".environment.%2 = \"***\": allowed is the value itself, "
                                     "${env:NAME} or ${file:/path}; it is not known here"),
     "ss"},
    {QT_TRANSLATE_NOOP("EngineText", "the environment variable %1 is not set"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "the file %1 cannot be read (at most %2 bytes)"), "sn"},
    {QT_TRANSLATE_NOOP("EngineText", "\"%1\": allowed are %2"), "ss"},
    {QT_TRANSLATE_NOOP("EngineText", "environment %1: %2"), "sT"},
    {QT_TRANSLATE_NOOP("EngineText", "gateway.listen \"%1\": must be ADDRESS:PORT with a numeric address or localhost"),
     "s"},
    {QT_TRANSLATE_NOOP("EngineText", "gateway.threads must be 1 … 64, with one record sink each"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "frequencies: allowed are finite numbers ≥ 0"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "grid = %1 × %2: allowed is 1 … %3 points"), "nnn"},
    {QT_TRANSLATE_NOOP("EngineText", "from least_per_second = %1 on"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "from least_bytes = %1 on"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "from tolerance = %1 on"), "n"},
});

} // namespace

std::span<const EnginePhrase> enginePhrasesOfEdits()
{
    return kPhrases;
}

} // namespace straightline::ui
