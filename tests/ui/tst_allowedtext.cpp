// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "ui/language.h"
#include "ui/text/allowedtext.h"

using namespace straightline;
using namespace straightline::ui;

/// What the engine says is allowed is shown in the console's language, whatever check says it.
class AllowedTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_language.setCode(QStringLiteral("zh_CN")); }
    void cleanupTestCase() { m_language.setCode(QStringLiteral("en")); }
    void everyPhraseOfTheChecksIsTranslated();
    void numbersAndWordsStay_data();
    void numbersAndWordsStay();

private:
    Language m_language;
};

/// The last string of each require() and each sentence of range() in the checks' source.
void AllowedTextTest::everyPhraseOfTheChecksIsTranslated()
{
    QFile file(QStringLiteral(SOURCE_DIR "/engine/api/validate.cpp"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString source = QString::fromUtf8(file.readAll());
    static const QRegularExpression call(QStringLiteral("\\.require\\((?:[^;\"]|\"(?:[^\"\\\\]|\\\\.)*\")*;"));
    static const QRegularExpression literal(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
    static const QRegularExpression numbers(QStringLiteral("^[0-9.e … USD%]*$"));
    int phrases = 0;
    for (auto each = call.globalMatch(source); each.hasNext();) {
        QString phrase;
        for (auto words = literal.globalMatch(each.next().captured()); words.hasNext();)
            phrase = words.next().captured(1);
        phrase.replace(QStringLiteral("{}"), QStringLiteral("9"));
        if (numbers.match(phrase).hasMatch())
            continue;
        ++phrases;
        QVERIFY2(allowedText(phrase) != phrase, qPrintable(phrase));
    }
    QVERIFY2(phrases > 30, qPrintable(QString::number(phrases)));
}

void AllowedTextTest::numbersAndWordsStay_data()
{
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("kept");
    QTest::newRow("a range") << QStringLiteral("1 … 100000") << QStringLiteral("1 … 100000");
    QTest::newRow("milliseconds") << QStringLiteral("1 … 3600000 ms") << QStringLiteral("1 … 3600000 ms");
    QTest::newRow("bytes") << QStringLiteral("0 … 1048576 bytes") << QStringLiteral("0 … 1048576");
    QTest::newRow("no limit") << QStringLiteral("0 (no limit) or 0.01 … 1024") << QStringLiteral("0.01 … 1024");
    QTest::newRow("at least") << QStringLiteral("0 (no limit) or at least 6291456") << QStringLiteral("6291456");
    QTest::newRow("unknown") << QStringLiteral("whatever comes") << QStringLiteral("whatever comes");
}

void AllowedTextTest::numbersAndWordsStay()
{
    QFETCH(const QString, english);
    QFETCH(const QString, kept);
    QVERIFY2(allowedText(english).contains(kept), qPrintable(allowedText(english)));
}

QTEST_MAIN(AllowedTextTest)
#include "tst_allowedtext.moc"
