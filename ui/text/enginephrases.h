// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>

namespace straightline::ui
{

/// A sentence of the engine with its values: "replica %1: %2". Its translation is of the context EngineText.
struct EnginePhrase {
    const char* english;
    /// One letter for each value, %1 first.
    ///   s  as it is: a name, a path, what another program says      n  a number
    ///   o  the same, without blanks                                 w  a word of the engine's: a tier, a role
    ///   t  a text of the engine if it is known, else as it is       p  a step's name
    ///   T  a text that must be known, or the phrase does not fit    c  who did it
    ///   a  what is allowed, as allowedText() knows it               d  a change's name, as the audit log has it
    const char* kinds;
};

// All of them, by what they are about. tst_enginetext looks for the phrases of the engine's sources in them.
std::span<const EnginePhrase> enginePhrasesOfEdits();
std::span<const EnginePhrase> enginePhrasesOfDocuments();
std::span<const EnginePhrase> enginePhrasesOfFields();
std::span<const EnginePhrase> enginePhrasesOfBackends();
std::span<const EnginePhrase> enginePhrasesOfContainers();
std::span<const EnginePhrase> enginePhrasesOfFunctions();
std::span<const EnginePhrase> enginePhrasesOfStudies();
std::span<const EnginePhrase> enginePhrasesOfCertificates();

} // namespace straightline::ui
