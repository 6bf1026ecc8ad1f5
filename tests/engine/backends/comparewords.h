// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QTest>

#include "engine/api/operation.h"
#include "engine/api/result.h"
#include "engine/api/words.h"

// Lets QCOMPARE print our enumerations: their toString() returns a view, which Qt Test does not take.
namespace QTest
{

template <class Word>
bool compareWords(Word one, Word two, const char* actual, const char* expected, const char* file, int line)
{
    const auto text = [](Word word) { return qstrdup(std::string(straightline::toString(word)).c_str()); };
    return compare_helper(
        one == two, "Compared values are not the same", [&]() -> const char* { return text(one); },
        [&]() -> const char* { return text(two); }, actual, expected, file, line);
}

inline bool qCompare(const straightline::BackendState& one, const straightline::BackendState& two, const char* actual,
                     const char* expected, const char* file, int line)
{
    return compareWords(one, two, actual, expected, file, line);
}
inline bool qCompare(const straightline::OperationState& one, const straightline::OperationState& two,
                     const char* actual, const char* expected, const char* file, int line)
{
    return compareWords(one, two, actual, expected, file, line);
}
inline bool qCompare(const straightline::StepState& one, const straightline::StepState& two, const char* actual,
                     const char* expected, const char* file, int line)
{
    return compareWords(one, two, actual, expected, file, line);
}
inline bool qCompare(const straightline::ErrorCode& one, const straightline::ErrorCode& two, const char* actual,
                     const char* expected, const char* file, int line)
{
    return compareWords(one, two, actual, expected, file, line);
}

} // namespace QTest
