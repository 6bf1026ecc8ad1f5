// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/enginesentences.h"

#include <algorithm>
#include <array>

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace straightline
{
namespace
{

constexpr QChar kValue(u'\x01');

/// What these say is for others: clients, the management API's users, the log of the command line.
bool isForOthers(const QString& path)
{
    constexpr std::array kOthers{
        "control/",
        "ingest/",
        "telemetry/",
        "isolation/",
        "placement/", // what it says of a decision the console says itself: ui/text/explain.cpp
        "replay/experiment",
        "replay/simul",
        "replay/kernel",
        "replay/cuda",
        "replay/device",
        "replay/trace",
        "replay/recording", // commands, see app/replay
        "replay/fault",
        "replay/gzlines",
        "replay/modelcheck",
        "replay/sensitivity",
        "replay/backendmodel",
        "replay/prepare",
        "api/jsonschema",
        "api/sweepjson",
        "api/json.",
        "api/histogram",
        "api/calibration.",
        "api/calibrationjson",
        "api/validate",     // tst_allowedtext
        "store/migrations", // before there is a console
        "store/database",
        "backends/function/relay/",
        "dispatch/lambdaevent",
        "dispatch/functioncall",
        "dispatch/functionconnection",
        "dispatch/tlslayer", // told to the client
    };
    return std::any_of(kOthers.begin(), kOthers.end(),
                       [&](const char* each) { return path.startsWith(QLatin1String(each)); });
}

bool joins(const QString& between)
{
    const QString trimmed = between.trimmed();
    if (!trimmed.startsWith(u'+') || !trimmed.endsWith(u'+') || trimmed.size() < 3)
        return false;
    int depth = 0;
    for (const QChar c : trimmed) {
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (depth < 0 || c == u';' || c == u'?' || (c == u',' && depth == 0))
            return false;
    }
    return depth == 0;
}

/// Told to the log or to a function's process.
bool isForOthersHere(const QString& source, qsizetype at)
{
    const qsizetype begin = std::max({source.lastIndexOf(u';', at), source.lastIndexOf(u'{', at), qsizetype{0}});
    const QString before = source.mid(begin, at - begin);
    return before.contains(QLatin1String("spdlog::")) || before.contains(QLatin1String("std::fprintf("))
           || before.contains(QLatin1String("qCritical(")) || before.contains(QLatin1String(".refuse("));
}

/// Two words, or one beside a value: keys are not like that, nor are SQL and HTTP.
bool isSentence(const QString& text)
{
    static const QRegularExpression words(
        QStringLiteral("[A-Za-z]{2,}'?s? [a-z]{2,}|[a-z]{3,}:? \\{\\}|\\{\\}:? [a-z]{3,}"));
    static const QRegularExpression others(QStringLiteral("\\\\n|_|^(SELECT|UPDATE|INSERT|DELETE|CREATE|PRAGMA) "
                                                          "|^ ?(AND|ORDER BY) | AND (application|backend|failed) "));
    return words.match(text).hasMatch() && !others.match(text).hasMatch();
}

struct Literal {
    qsizetype begin; ///< of its quotes
    qsizetype end;
    QString text;
};

QList<Literal> literalsOf(const QString& source)
{
    static const QRegularExpression token(
        QStringLiteral("//[^\\n]*|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\\\n]|\\\\.)'"));
    static const QRegularExpression placeholder(QStringLiteral("\\{(:[^{}]*)?\\}"));
    QList<Literal> literals;
    for (auto each = token.globalMatch(source); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        if (match.capturedStart(1) < 0)
            continue;
        QString text = match.captured(1);
        text.replace(placeholder, QString(kValue));
        text.replace(QLatin1String("{{"), QLatin1String("{")).replace(QLatin1String("}}"), QLatin1String("}"));
        text.replace(QLatin1String("\\\""), QLatin1String("\""));
        literals.append({match.capturedStart(), match.capturedEnd(), text});
    }
    return literals;
}

/// Literals that stand together, or that a plus joins, are one sentence; so is what a plus puts before or behind them.
QList<EngineSentence> sentencesOf(const QString& path, const QString& source)
{
    QList<EngineSentence> sentences;
    const QList<Literal> literals = literalsOf(source);
    for (qsizetype i = 0; i < literals.size(); ++i) {
        const qsizetype begin = literals[i].begin;
        const QString before = source.left(begin).trimmed();
        QString text = before.endsWith(u'+') || before.endsWith(QLatin1String("+=")) ? QString(kValue) : QString();
        text += literals[i].text;
        for (; i + 1 < literals.size(); ++i) {
            const QString between = source.mid(literals[i].end, literals[i + 1].begin - literals[i].end).trimmed();
            if (!between.isEmpty() && !joins(between))
                break;
            text += (between.isEmpty() ? QString() : QString(kValue)) + literals[i + 1].text;
        }
        if (QStringView(source).mid(literals[i].end, 40).trimmed().startsWith(u'+'))
            text += kValue;
        text.replace(QString(kValue) + kValue, QString(kValue));
        text.replace(kValue, QStringLiteral("{}"));
        if (isSentence(text) && !isForOthersHere(source, begin))
            sentences.append({QStringLiteral("%1:%2").arg(path).arg(source.left(begin).count(u'\n') + 1), text});
    }
    return sentences;
}

} // namespace

QList<EngineSentence> engineSentences(const QString& sourceDir)
{
    QList<EngineSentence> all;
    const QString engine = sourceDir + QStringLiteral("/engine/");
    for (QDirIterator files(engine, {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                            QDirIterator::Subdirectories);
         files.hasNext();) {
        const QString file = files.next();
        const QString path = file.mid(engine.size());
        QFile opened(file);
        if (isForOthers(path) || !opened.open(QIODevice::ReadOnly))
            continue;
        all.append(sentencesOf(path, QString::fromUtf8(opened.readAll())));
    }
    return all;
}

} // namespace straightline
