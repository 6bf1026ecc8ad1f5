// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/allowedtext.h"

#include <array>

#include <QCoreApplication>

namespace straightline::ui
{
namespace
{

struct Allowed {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Allowed)
};

/// As engine/api/validate.cpp says them; %1 is a number, a range or a list of words.
constexpr std::array kPhrases{
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "1 … 63 of A-Z a-z 0-9 . _ -, beginning with a letter or digit"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "variables with a name without ="),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "each variable once"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "values without a null character"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "words without a null character"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "empty or HOST:PORT, port 0 … 65535"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "HOST:PORT, port 0 … 65535; empty only beside tls.listen"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "an absolute path of a PEM file"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "empty or an absolute path of a PEM file"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "a PEM file, because tls.listen is set"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "http://HOST[:PORT][/base] or https://HOST[:PORT][/base]"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "an address without blanks, user, query or fragment"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "empty or an absolute path"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "empty when the url is not https://…"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "true when the url is not https://…"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "empty or a host name without port"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "an image reference, e.g. straightline/digits:latest"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "a program and its arguments"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "each word once"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "empty or a path that begins with /"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "empty, /, or an absolute path without a final slash"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "0 (no limit) or at least %1"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "0 (no limit) or %1"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "0 (off) or %1"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "0 (no budget) … %1"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "a number of requests/s, %1"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed",
                      "one of %1; the oracle must be told service times, as only straightline replay can"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "a list of %1"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "at most %1 characters without blanks, ? or #"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "at most %1 characters without blanks"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "at most %1"),
    QT_TRANSLATE_NOOP("straightline::ui::Allowed", "%1 bytes"),
};

} // namespace

QString allowedText(const QString& english)
{
    for (const char* const each : kPhrases) {
        const QStringList around = QString::fromUtf8(each).split(QStringLiteral("%1"));
        if (around.size() == 1) {
            if (english == around.first())
                return Allowed::tr(each);
            continue;
        }
        const qsizetype length = english.size() - around[0].size() - around[1].size();
        if (length > 0 && english.startsWith(around[0]) && english.endsWith(around[1]))
            return Allowed::tr(each).arg(english.mid(around[0].size(), length));
    }
    return english;
}

} // namespace straightline::ui
