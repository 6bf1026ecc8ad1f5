// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a document: site.toml, or what the store kept.
#include "ui/text/enginephrases.h"

#include <QtGlobal>

namespace straightline::ui
{
namespace
{

constexpr auto kPhrases = std::to_array<EnginePhrase>({
    {QT_TRANSLATE_NOOP("EngineText", "%1 is no object"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 is no table"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "unknown key; allowed is %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 is missing; allowed is %2"), "ot"},
    {QT_TRANSLATE_NOOP("EngineText", "%1: allowed is %2"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "\"vm\" is not there yet: allowed is %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "a string"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "true or false"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a number (%1)"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "a list of strings"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "names with strings"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a list of objects"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "an array of tables"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a whole number, 0 … %1 (%2)"), "nt"},
    {QT_TRANSLATE_NOOP("EngineText", "each name once in an application"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "each name once"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "each mount once"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the value itself"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the value"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "JSON: nested too deeply; allowed is %1 levels"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "JSON: the key \"%1\" is there twice"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "not JSON: %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "%1: %2 bytes, allowed is at most %3"), "snn"},
    {QT_TRANSLATE_NOOP("EngineText", "cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "stored %1: %2"), "wt"},
    {QT_TRANSLATE_NOOP("EngineText", "not a number"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the configuration cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the change cannot be stored"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the change holds text that is not UTF-8"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the audit log cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the sweep cannot be stored"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the sweeps cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the sweep holds text that is not UTF-8"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the watch cannot be stored"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the watches cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the watch holds text that is not UTF-8"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "there is no sweep %1; the latest %2 are kept"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "requests cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the requests cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the request cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "requests cannot be counted"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the history cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "request records cannot be written"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "old records cannot be removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a request record of an unknown version"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "a damaged request record"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "damaged or not a database (%1); move it away to begin anew, or restore a copy"),
     "s"},
    {QT_TRANSLATE_NOOP("EngineText", "Store: %1; %2 records wait, %3 were dropped"), "tnn"},
    {QT_TRANSLATE_NOOP("EngineText", "records come faster than they are written"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "records are written again"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 of %2 recorded decisions came out differently when they were decided again, "
                                     "the first is that of request %3"),
     "nns"},
});

} // namespace

std::span<const EnginePhrase> enginePhrasesOfDocuments()
{
    return kPhrases;
}

} // namespace straightline::ui
