// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/filtertext.h"

#include <QCoreApplication>

#include "ui/text/format.h"

namespace straightline::ui
{
namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::FilterText)
};

QString cause(const FilterProblem& problem)
{
    const QString allowed = problem.allowed.join(QStringLiteral(", "));
    switch (problem.trouble) {
    case FilterTrouble::UnknownField:
        return Text::tr("\u201c%1\u201d is no field. Allowed: %2. Put the text in quotes to look for it anywhere.")
            .arg(problem.found, allowed);
    case FilterTrouble::NoValue:
        return problem.allowed.isEmpty() ? Text::tr("%1 needs a value.").arg(problem.field)
                                         : Text::tr("%1 needs a value. Allowed: %2.").arg(problem.field, allowed);
    case FilterTrouble::UnknownWord:
        return Text::tr("\u201c%1\u201d is not known to %2. Allowed: %3.").arg(problem.found, problem.field, allowed);
    case FilterTrouble::NotAStatus:
        return Text::tr("\u201c%1\u201d is no status. Allowed: 200, 5xx, 40x, none, or a comparison as code>=500.")
            .arg(problem.found);
    case FilterTrouble::NotANumber:
        return problem.allowed.isEmpty() ? Text::tr("\u201c%1\u201d is no number.").arg(problem.found)
                                         : Text::tr("\u201c%1\u201d is no number. Allowed: digits and one of %2.")
                                               .arg(problem.found, allowed);
    case FilterTrouble::UnknownUnit:
        return Text::tr("\u201c%1\u201d is no unit of %2. Allowed: %3.").arg(problem.found, problem.field, allowed);
    case FilterTrouble::NeedsCompare:
        return Text::tr("%1 is a number. Allowed: %1>1, %1<=1, or a range as %1:1..5.").arg(problem.field);
    case FilterTrouble::NoCompare:
        return Text::tr("%1 is a text, which is not more or less. Allowed: %1:text, %1=text, %1!=text.")
            .arg(problem.field);
    case FilterTrouble::OpenQuote:
        return Text::tr("A quotation mark is not closed.");
    }
    return {};
}

QString amount(FilterField field, double value)
{
    if (field == FilterField::Size)
        return formatBytes(value);
    return field == FilterField::Attempts || field == FilterField::Status ? formatNumber(value)
                                                                          : formatMillis(value / 1'000.0);
}

QString numberMeaning(const FilterTerm& term)
{
    const QString field = filterFieldName(term.field);
    const QString low = amount(term.field, term.low);
    switch (term.relation) {
    case FilterRelation::Matches:
        return term.low == term.high ? Text::tr("%1 is %2").arg(field, low)
                                     : Text::tr("%1 is from %2 to %3").arg(field, low, amount(term.field, term.high));
    case FilterRelation::Equal:
        return Text::tr("%1 is %2").arg(field, low);
    case FilterRelation::NotEqual:
        return Text::tr("%1 is not %2").arg(field, low);
    case FilterRelation::Less:
        return Text::tr("%1 is less than %2").arg(field, low);
    case FilterRelation::LessEqual:
        return Text::tr("%1 is at most %2").arg(field, low);
    case FilterRelation::Greater:
        return Text::tr("%1 is more than %2").arg(field, low);
    case FilterRelation::GreaterEqual:
        return Text::tr("%1 is at least %2").arg(field, low);
    }
    return {};
}

QString meaning(const FilterTerm& term)
{
    if (term.isNumber() || term.relation >= FilterRelation::Less)
        return numberMeaning(term);
    const QString words = term.words.join(Text::tr(" or "));
    if (term.field == FilterField::Any)
        return Text::tr("any of its texts contains %1").arg(words);
    const QString field = filterFieldName(term.field);
    if (term.relation == FilterRelation::NotEqual)
        return Text::tr("%1 is not %2").arg(field, words);
    if (term.relation == FilterRelation::Equal || term.field == FilterField::Status || term.field == FilterField::Is)
        return Text::tr("%1 is %2").arg(field, words);
    return Text::tr("%1 contains %2").arg(field, words);
}

} // namespace

QString filterProblemText(const FilterProblem& problem)
{
    return Text::tr("At character %1: %2").arg(problem.from + 1).arg(cause(problem));
}

QString filterTermMeaning(const FilterTerm& term)
{
    return term.negated ? Text::tr("Not: %1").arg(meaning(term)) : meaning(term);
}

} // namespace straightline::ui
