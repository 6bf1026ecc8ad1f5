// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filtercompletion.h"

#include "ui/models/filterterm.h"

namespace straightline::ui
{
namespace
{

constexpr qsizetype kMostWords = 24;

QString fieldWithSign(FilterField field)
{
    return filterFieldName(field) + (field >= FilterField::Size ? QLatin1Char('>') : QLatin1Char(':'));
}

QStringList valuesOf(FilterField field, const FilterNames& names)
{
    switch (field) {
    case FilterField::Application:
        return names.applications;
    case FilterField::Backend:
        return names.backends;
    case FilterField::Status:
        return {QStringLiteral("2xx"), QStringLiteral("4xx"), QStringLiteral("5xx"), QStringLiteral("429"),
                QStringLiteral("502"), QStringLiteral("503"), QStringLiteral("504"), QStringLiteral("none")};
    case FilterField::Size:
        return {QStringLiteral("1kB"), QStringLiteral("100kB"), QStringLiteral("1MB"), QStringLiteral("10MB")};
    case FilterField::Attempts:
        return {QStringLiteral("1"), QStringLiteral("2")};
    case FilterField::Total:
    case FilterField::Queue:
    case FilterField::Connect:
    case FilterField::BackendTime:
    case FilterField::Transfer:
        return {QStringLiteral("1ms"), QStringLiteral("10ms"), QStringLiteral("100ms"), QStringLiteral("200ms"),
                QStringLiteral("1s")};
    default:
        return filterWords(field);
    }
}

} // namespace

FilterCompletions completeFilter(const QString& text, qsizetype cursor, const FilterNames& names)
{
    qsizetype from = cursor;
    while (from > 0 && !text[from - 1].isSpace())
        --from;
    qsizetype end = cursor;
    while (end < text.size() && !text[end].isSpace())
        ++end;
    FilterCompletions found{from, end - from, {}};
    QString typed = text.mid(from, cursor - from);
    const QString minus = typed.startsWith(QLatin1Char('-')) ? QStringLiteral("-") : QString();
    typed = typed.mid(minus.size());
    if (typed.isEmpty() && minus.isEmpty() && from == 0 && text.trimmed().isEmpty())
        return found;
    const auto offer = [&](const QString& word) {
        if (word.startsWith(typed, Qt::CaseInsensitive) && word.size() > typed.size()
            && found.words.size() < kMostWords)
            found.words.append(minus + word);
    };
    for (int i = 1; i < kFilterFieldCount; ++i) {
        const auto field = static_cast<FilterField>(i);
        const QString name = fieldWithSign(field);
        if (name.size() > typed.size())
            offer(name);
        for (const QString& spelling : filterFieldNames(field)) {
            qsizetype sign = spelling.size();
            if (!typed.startsWith(spelling, Qt::CaseInsensitive) || sign >= typed.size()
                || !QStringLiteral(":=<>!").contains(typed[sign]))
                continue;
            while (sign < typed.size() && QStringLiteral(":=<>!").contains(typed[sign]))
                ++sign;
            sign = std::max(sign, typed.lastIndexOf(QLatin1Char(',')) + 1); // backend:web,b…
            const QString value = typed.mid(sign);
            for (const QString& word : valuesOf(field, names)) {
                // A part in the middle will do: reason:small offers burst_of_small.
                if (word.contains(value, Qt::CaseInsensitive) && word.compare(value, Qt::CaseInsensitive) != 0
                    && found.words.size() < kMostWords)
                    found.words.append(minus + typed.left(sign) + word);
            }
        }
    }
    return found;
}

} // namespace straightline::ui
