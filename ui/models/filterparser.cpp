// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include <QLocale>

#include "ui/models/filterterm.h"

namespace straightline::ui
{
namespace
{

using Parsed = tl::expected<FilterTerm, FilterProblem>;

/// What a Chinese keyboard types where these stand; one character for one, so that places stay.
QString plain(QString text)
{
    const std::pair<char16_t, char16_t> kSame[]{{u'\uFF1A', u':'}, {u'\uFF1E', u'>'}, {u'\uFF1C', u'<'},
                                                {u'\uFF1D', u'='}, {u'\uFF0C', u','}, {u'\u201C', u'"'},
                                                {u'\u201D', u'"'}, {u'\u3000', u' '}, {u'\uFF0D', u'-'}};
    for (const auto& [from, to] : kSame)
        text.replace(QChar(from), QChar(to));
    return text;
}

bool beginsOneOf(const QString& text, const QStringList& all)
{
    return std::any_of(all.begin(), all.end(),
                       [&](const QString& each) { return each.startsWith(text, Qt::CaseInsensitive); });
}

QString unquoted(QString text)
{
    return text.remove(QLatin1Char('"'));
}

/// One word of the filter with the reading position inside it.
class TermReader
{
public:
    TermReader(const QString& text, qsizetype from, bool last)
        : m_text(text)
        , m_from(from)
        , m_last(last)
    {
    }

    Parsed read()
    {
        m_term.text = m_text;
        m_term.from = m_from;
        m_at = m_text.startsWith(QLatin1Char('-')) && m_text.size() > 1 ? 1 : 0;
        m_term.negated = m_at == 1;
        if (m_text.count(QLatin1Char('"')) % 2 != 0) {
            FilterProblem problem = trouble(FilterTrouble::OpenQuote, m_text.lastIndexOf(QLatin1Char('"')), {});
            problem.incomplete = m_last;
            return tl::make_unexpected(problem);
        }
        const qsizetype sign = signAt();
        if (sign < 0)
            return anyWord();
        const QString name = m_text.mid(m_at, sign - m_at);
        const std::optional<FilterField> field = fieldNamed(name);
        if (!field)
            return tl::make_unexpected(unknownField(name));
        m_term.field = *field;
        m_at = readRelation(sign);
        if (unquoted(m_text.mid(m_at)).isEmpty()) {
            FilterProblem problem = trouble(FilterTrouble::NoValue, m_text.size(), filterWords(*field));
            problem.incomplete = m_last;
            return tl::make_unexpected(problem);
        }
        return m_term.isNumber() ? number() : words();
    }

private:
    qsizetype signAt() const
    {
        bool quoted = false;
        for (qsizetype i = m_at; i < m_text.size(); ++i) {
            quoted = quoted != (m_text[i] == QLatin1Char('"'));
            if (!quoted && QStringLiteral(":=<>!").contains(m_text[i])
                && (m_text[i] != QLatin1Char('!') || m_text.mid(i, 2) == QLatin1String("!=")))
                return i;
        }
        return -1;
    }

    static std::optional<FilterField> fieldNamed(const QString& name)
    {
        for (int i = 1; i < kFilterFieldCount; ++i) {
            if (filterFieldNames(static_cast<FilterField>(i)).contains(name, Qt::CaseInsensitive))
                return static_cast<FilterField>(i);
        }
        return {};
    }

    qsizetype readRelation(qsizetype at)
    {
        const QString two = m_text.mid(at, 2);
        const bool orEqual = two.endsWith(QLatin1Char('='));
        switch (m_text[at].unicode()) {
        case u'<':
            m_term.relation = orEqual ? FilterRelation::LessEqual : FilterRelation::Less;
            break;
        case u'>':
            m_term.relation = orEqual ? FilterRelation::GreaterEqual : FilterRelation::Greater;
            break;
        case u'!':
            m_term.relation = FilterRelation::NotEqual;
            break;
        case u'=':
            m_term.relation = FilterRelation::Equal;
            return at + 1;
        default:
            return at + 1;
        }
        return at + (orEqual ? 2 : 1);
    }

    Parsed anyWord()
    {
        m_term.words = {unquoted(m_text.mid(m_at))};
        return m_term;
    }

    Parsed words()
    {
        if (m_term.field == FilterField::Status && m_term.relation >= FilterRelation::Less)
            return number();
        if (m_term.relation >= FilterRelation::Less)
            return tl::make_unexpected(trouble(FilterTrouble::NoCompare, m_at, {}));
        const QStringList allowed = filterWords(m_term.field);
        qsizetype at = m_at;
        for (const QString& part : m_text.mid(m_at).split(QLatin1Char(','))) {
            const QString word = unquoted(part);
            const bool known = allowed.isEmpty() || isKnown(word, allowed);
            if (m_term.field == FilterField::Status && !isStatus(word))
                return tl::make_unexpected(troubleWith(FilterTrouble::NotAStatus, part, at, {}));
            if (!known) {
                FilterProblem problem = troubleWith(FilterTrouble::UnknownWord, part, at, allowed);
                problem.incomplete = m_last && beginsOneOf(word, allowed);
                return tl::make_unexpected(problem);
            }
            if (!word.isEmpty())
                m_term.words.append(word);
            at += part.size() + 1;
        }
        return m_term;
    }

    bool isKnown(const QString& word, const QStringList& allowed) const
    {
        if (m_term.relation != FilterRelation::Matches || m_term.field == FilterField::Is)
            return allowed.contains(word, Qt::CaseInsensitive);
        return std::any_of(allowed.begin(), allowed.end(),
                           [&](const QString& each) { return each.contains(word, Qt::CaseInsensitive); });
    }

    static bool isStatus(const QString& word)
    {
        if (word.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0)
            return true;
        return word.size() <= 3 && std::all_of(word.begin(), word.end(), [](QChar c) {
                   return c.isDigit() || c.toLower() == QLatin1Char('x');
               });
    }

    Parsed number()
    {
        const QString value = unquoted(m_text.mid(m_at));
        const qsizetype dots = value.indexOf(QLatin1String(".."));
        const bool range = m_term.relation == FilterRelation::Matches && dots > 0;
        if (m_term.relation == FilterRelation::Matches && !range && m_term.field != FilterField::Attempts)
            return tl::make_unexpected(trouble(FilterTrouble::NeedsCompare, m_at, {}));
        const auto low = quantity(range ? value.left(dots) : value);
        if (!low)
            return tl::make_unexpected(low.error());
        const auto high = range ? quantity(value.mid(dots + 2)) : low;
        if (!high)
            return tl::make_unexpected(high.error());
        m_term.low = *low;
        m_term.high = *high;
        return m_term;
    }

    tl::expected<double, FilterProblem> quantity(const QString& text)
    {
        qsizetype digits = 0;
        while (digits < text.size() && (text[digits].isDigit() || text[digits] == QLatin1Char('.')))
            ++digits;
        bool good = false;
        const double value = QLocale::c().toDouble(text.left(digits), &good);
        const QStringList units = filterUnits(m_term.field);
        if (!good)
            return tl::make_unexpected(troubleWith(FilterTrouble::NotANumber, text, m_at, units));
        const QString unit = text.mid(digits);
        if (unit.isEmpty())
            return value * (units.contains(QLatin1String("ms")) ? 1'000.0 : 1.0);
        const double factor = factorOf(unit, units);
        if (factor > 0.0)
            return value * factor;
        FilterProblem problem = troubleWith(FilterTrouble::UnknownUnit, unit, m_text.indexOf(unit, m_at), units);
        problem.incomplete = m_last && beginsOneOf(unit, units);
        return tl::make_unexpected(problem);
    }

    /// 0 = there is no such unit. Units are read in any case: nobody asks for millibytes.
    static double factorOf(const QString& unit, const QStringList& units)
    {
        constexpr double kBytes[]{1.0, 1e3, 1e6, 1e9, 1024.0, 1024.0 * 1024.0, 1024.0 * 1024.0 * 1024.0};
        constexpr double kMicros[]{1.0, 1e3, 1e6, 6e7};
        const bool bytes = units.contains(QLatin1String("kB"));
        QString wanted = unit;
        wanted.replace(QChar(u'\u00B5'), QLatin1Char('u')).replace(QChar(u'\u03BC'), QLatin1Char('u'));
        if (bytes && wanted.size() == 1 && wanted.toLower() != QLatin1String("b"))
            wanted += QLatin1Char('B'); // 5k, 1M
        for (qsizetype i = 0; i < units.size(); ++i) {
            if (units[i].compare(wanted, Qt::CaseInsensitive) == 0)
                return bytes ? kBytes[i] : kMicros[i];
        }
        return 0.0;
    }

    FilterProblem trouble(FilterTrouble kind, qsizetype at, const QStringList& allowed) const
    {
        return troubleWith(kind, m_text.mid(at), at, allowed);
    }

    FilterProblem troubleWith(FilterTrouble kind, const QString& found, qsizetype at, const QStringList& allowed) const
    {
        FilterProblem problem;
        problem.trouble = kind;
        problem.from = m_from + at;
        problem.length = found.size();
        problem.found = found;
        problem.field = filterFieldName(m_term.field);
        problem.allowed = allowed;
        return problem;
    }

    FilterProblem unknownField(const QString& name) const
    {
        QStringList names;
        for (int i = 1; i < kFilterFieldCount; ++i)
            names.append(filterFieldName(static_cast<FilterField>(i)));
        return troubleWith(FilterTrouble::UnknownField, name, m_at, names);
    }

    QString m_text;
    qsizetype m_from;
    bool m_last;
    qsizetype m_at = 0;
    FilterTerm m_term;
};

} // namespace

tl::expected<FilterTerms, FilterProblem> parseFilter(const QString& typed)
{
    QString text = plain(typed);
    FilterTerms terms;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        qsizetype end = at;
        for (bool quoted = false; end < text.size() && (quoted || !text[end].isSpace()); ++end)
            quoted = quoted != (text[end] == QLatin1Char('"'));
        auto term = TermReader(text.mid(at, end - at), at, end == text.size()).read();
        if (!term)
            return tl::make_unexpected(term.error());
        if (!term->words.join(QString()).isEmpty() || term->isNumber() || term->relation >= FilterRelation::Less)
            terms.push_back(std::move(*term));
        at = end;
    }
    return terms;
}

} // namespace straightline::ui
