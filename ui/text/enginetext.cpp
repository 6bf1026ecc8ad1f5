// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/enginetext.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <QCoreApplication>
#include <QMap>

#include "ui/text/allowedtext.h"
#include "ui/text/enginephrases.h"
#include "ui/text/steps.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(EngineText)
};

constexpr qsizetype kLongest = 4'000; ///< characters; what is longer is some program's output
constexpr int kMostLooks = 60;        ///< for one text and what is nested in it, whatever another program wrote

/// A phrase cut at its values.
struct Pattern {
    const EnginePhrase* phrase;
    QStringList pieces;    ///< one more than there are values
    QByteArray kinds;      ///< in the order of the text
    QList<int> numbers;    ///< which of %1, %2, … each is
    qsizetype letters = 0; ///< that are given: the more, the more it says
};

Pattern cut(const EnginePhrase& phrase)
{
    Pattern pattern{&phrase, {}, {}, {}};
    const QString english = QString::fromUtf8(phrase.english);
    qsizetype from = 0;
    for (qsizetype at = english.indexOf(u'%'); at >= 0; at = english.indexOf(u'%', at + 1)) {
        const int number = at + 1 < english.size() ? english[at + 1].digitValue() : -1;
        if (number < 1)
            continue;
        pattern.pieces.append(english.mid(from, at - from));
        pattern.numbers.append(number);
        pattern.kinds.append(phrase.kinds[number - 1]);
        from = at + 2;
    }
    pattern.pieces.append(english.mid(from));
    for (const QString& piece : pattern.pieces)
        pattern.letters += piece.size();
    return pattern;
}

/// The most telling first.
std::vector<Pattern> cutAll()
{
    std::vector<Pattern> patterns;
    for (const auto& phrases : {enginePhrasesOfEdits(), enginePhrasesOfDocuments(), enginePhrasesOfFields(),
                                enginePhrasesOfBackends(), enginePhrasesOfContainers(), enginePhrasesOfFunctions(),
                                enginePhrasesOfStudies(), enginePhrasesOfCertificates()}) {
        for (const EnginePhrase& phrase : phrases)
            patterns.push_back(cut(phrase));
    }
    std::stable_sort(patterns.begin(), patterns.end(),
                     [](const Pattern& one, const Pattern& other) { return one.letters > other.letters; });
    return patterns;
}

const std::vector<Pattern>& patterns()
{
    static const std::vector<Pattern> all = cutAll();
    return all;
}

bool isNumber(const QString& text)
{
    const auto isOfNumber = [](QChar c) { return c.isDigit() || QLatin1String("+-.,e").contains(c); };
    return text == QLatin1String("inf") || text == QLatin1String("nan")
           || (std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); })
               && std::all_of(text.begin(), text.end(), isOfNumber));
}

QString wordOf(const QString& word)
{
    const std::string english = toUtf8(word);
    if (const auto tier = tierFromString(english))
        return tierWord(*tier);
    if (const auto kind = backendKindFromString(english))
        return kindWord(*kind);
    const QMap<QString, QString> words{
        {QStringLiteral("none"), Texts::tr("none")},
        {QStringLiteral("unknown"), Texts::tr("unknown")},
        {QStringLiteral("within"), Texts::tr("within")},
        {QStringLiteral("worse than predicted"), Texts::tr("worse than predicted")},
        {QStringLiteral("serving"), Texts::tr("serving")},
        {QStringLiteral("incoming"), Texts::tr("incoming")},
        {QStringLiteral("leaving"), Texts::tr("leaving")},
        {QStringLiteral("kept"), Texts::tr("kept")},
        {QStringLiteral("stopped"), Texts::tr("stopped")},
        {QStringLiteral("revision"), Texts::tr("revision")},
        {QStringLiteral("application"), Texts::tr("application")},
        {QStringLiteral("gateway settings"), Texts::tr("gateway settings")},
        {QStringLiteral("retention settings"), Texts::tr("retention settings")},
    };
    return words.value(word, word);
}

/// Puts the values where the translation has %1, %2, …, once, whatever they contain.
QString filled(const QString& sentence, const QMap<int, QString>& values)
{
    QString text;
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const int number = sentence[i] == u'%' && i + 1 < sentence.size() ? sentence[i + 1].digitValue() : -1;
        if (!values.contains(number)) {
            text += sentence[i];
            continue;
        }
        text += values[number];
        ++i;
    }
    return text;
}

/// Translates one text; counts its looks at the phrases, so that nobody's words make it think for long.
class Interpreter
{
public:
    /// Empty when no phrase fits.
    std::optional<QString> known(const QString& text)
    {
        if (text.isEmpty() || ++m_looks > kMostLooks)
            return std::nullopt;
        for (const Pattern& pattern : patterns()) {
            QMap<int, QString> values;
            if (fits(pattern, text, 0, 0, values))
                return filled(Texts::tr(pattern.phrase->english), values);
        }
        if (const auto all = knownList(text))
            return all;
        return knownAfterName(text);
    }

private:
    /// `text` from `at` on is the pattern from its piece `piece` on; `values` get the values' translations.
    bool fits(const Pattern& pattern, const QString& text, qsizetype at, qsizetype piece, QMap<int, QString>& values)
    {
        const QString& given = pattern.pieces[piece];
        if (!QStringView(text).mid(at).startsWith(given))
            return false;
        at += given.size();
        if (piece == pattern.kinds.size())
            return at == text.size();
        const QString& next = pattern.pieces[piece + 1];
        const bool isLast = piece + 1 == pattern.kinds.size();
        if (isLast && !QStringView(text).mid(at).endsWith(next))
            return false;
        for (qsizetype end = isLast ? text.size() - next.size() : text.indexOf(next, at + 1); end > at;
             end = isLast ? -1 : text.indexOf(next, end + 1)) {
            const QString raw = text.mid(at, end - at);
            if (given.endsWith(u'"') && next.startsWith(u'"') && raw.contains(u'"'))
                return false; // what is between two quotes ends at the first
            const auto value = valueOf(pattern.kinds[piece], raw);
            if (value && fits(pattern, text, end, piece + 1, values)) {
                values[pattern.numbers[piece]] = *value;
                return true;
            }
        }
        return false;
    }

    /// Empty when it cannot be such a value.
    std::optional<QString> valueOf(char kind, const QString& text)
    {
        switch (kind) {
        case 'n':
            return isNumber(text) ? std::optional(text) : std::nullopt;
        case 'o':
            return oneWord(text, text);
        case 'p':
            return oneWord(text, stepWord(toUtf8(text)));
        case 't':
            return known(text).value_or(text);
        case 'T':
            return known(text);
        case 'w':
            return wordOf(text);
        case 'c':
            return actorWord(toUtf8(text));
        case 'd':
            return oneWord(text, actionWord(toUtf8(text)));
        case 'a':
            return allowedText(text);
        default:
            return text;
        }
    }

    static std::optional<QString> oneWord(const QString& text, const QString& translated)
    {
        return text.contains(u' ') ? std::nullopt : std::optional(translated);
    }

    /// "it has no backend; it is not in service"
    std::optional<QString> knownList(const QString& text)
    {
        const QStringList parts = text.split(QStringLiteral("; "));
        if (parts.size() < 2)
            return std::nullopt;
        QStringList translated;
        for (const QString& part : parts) {
            const auto found = known(part);
            if (!found)
                return std::nullopt;
            translated.append(*found);
        }
        return translated.join(Texts::tr("; ", "between sentences"));
    }

    /// "127.0.0.1: Connection refused", "GET /health: 503 in 2 ms"
    std::optional<QString> knownAfterName(const QString& text)
    {
        const qsizetype colon = text.indexOf(QLatin1String(": "));
        const auto after = colon > 0 ? known(text.mid(colon + 2)) : std::nullopt;
        if (!after)
            return std::nullopt;
        const QString before = text.left(colon);
        return Texts::tr("%1: %2", "whose, what").arg(known(before).value_or(before), *after);
    }

    int m_looks = 0;
};

} // namespace

QString engineText(const QString& english)
{
    return english.size() > kLongest ? english : Interpreter().known(english).value_or(english);
}

QString engineText(std::string_view english)
{
    return engineText(fromUtf8(english));
}

QString eventSubject(const Event& event)
{
    const QString text = fromUtf8(event.text);
    const bool ofRecords = text.startsWith(QLatin1String("Store: ")) || event.text == "records are written again";
    if (event.subject == "store" && ofRecords)
        return Texts::tr("store");
    if (event.subject == "decisions" && text.contains(QLatin1String(" recorded decisions ")))
        return Texts::tr("decisions");
    return fromUtf8(event.subject);
}

QString operationSubject(const Operation& operation)
{
    return operation.kind == "discover" && operation.subject == "site" ? Texts::tr("site")
                                                                       : fromUtf8(operation.subject);
}

QString auditSubject(const AuditEntry& entry)
{
    if (entry.subject == "site" && entry.action == "put_site")
        return Texts::tr("site");
    if (entry.subject == "settings" && entry.action == "put_settings")
        return Texts::tr("settings");
    return fromUtf8(entry.subject);
}

} // namespace straightline::ui
