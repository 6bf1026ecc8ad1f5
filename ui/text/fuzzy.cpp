// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/fuzzy.h"

#include <algorithm>
#include <vector>

namespace straightline::ui
{
namespace
{

constexpr int kHit = 4;
constexpr int kInARow = 6;
constexpr int kWordStart = 8;
constexpr int kTextStart = 4;
constexpr int kMostGap = 3;
constexpr int kNever = -1'000'000;

bool startsWord(QStringView text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

/// The best of all ways to find the letters of `word`: for each place of the text, the best score that ends there.
int bestScore(QStringView word, QStringView text)
{
    std::vector<int> before(static_cast<std::size_t>(text.size()), 0);
    std::vector<int> here(before.size(), kNever);
    for (qsizetype letter = 0; letter < word.size(); ++letter) {
        int reachable = letter == 0 ? 0 : kNever; // the best end of the letters so far, less what the gap costs
        for (qsizetype at = 0; at < text.size(); ++at) {
            const auto i = static_cast<std::size_t>(at);
            const int adjoining = letter > 0 && at > 0 ? before[i - 1] + kInARow : kNever;
            here[i] = kNever;
            if (text[at].toCaseFolded() == word[letter].toCaseFolded()) {
                const int bonus = kHit + (startsWord(text, at) ? kWordStart : 0) + (at == 0 ? kTextStart : 0);
                here[i] = std::max(kNever, std::max(reachable, adjoining) + bonus);
            }
            if (letter > 0 && at > 0)
                reachable = std::max(reachable, before[i - 1] - kMostGap);
        }
        before.swap(here);
    }
    return before.empty() ? kNever : *std::max_element(before.begin(), before.end());
}

} // namespace

std::optional<int> fuzzyScore(QStringView typed, QStringView text)
{
    int sum = 0;
    for (const QStringView word : typed.split(u' ', Qt::SkipEmptyParts)) {
        const int score = bestScore(word, text);
        if (score <= 0)
            return std::nullopt;
        sum += score;
    }
    return sum * 8 - static_cast<int>(std::min<qsizetype>(text.size(), 80)); // of equals, the shorter
}

} // namespace straightline::ui
