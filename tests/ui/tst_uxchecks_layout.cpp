// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QLabel>
#include <QTranslator>

#include "tests/ui/clippedtext.h"
#include "tests/ui/everyplace.h"
#include "tests/ui/previewdata.h"
#include "ui/language.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{

/// Makes every text 40 % longer, with accents and brackets: a language with long words. Placeholders (%1, %n, %L1),
/// mnemonics and markup stay what they are.
class LongWords final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    bool isEmpty() const override { return false; }

    QString translate(const char* context, const char* source, const char*, int) const override
    {
        if (!QByteArray(context).startsWith("straightline") || QByteArray(source).contains("(*."))
            return {}; // Qt's own words, and the patterns of file names
        const QString text = QString::fromUtf8(source);
        QString longer;
        bool inMarkup = false;
        for (qsizetype i = 0; i < text.size(); ++i) {
            inMarkup = text[i] == QLatin1Char('<') || (inMarkup && text[i] != QLatin1Char('>'));
            const bool isPlaceholder = i > 0 && text[i - 1] == QLatin1Char('%');
            longer += inMarkup || isPlaceholder ? text[i] : accented(text[i]);
        }
        const QString filling =
            QStringLiteral(" l\u00f3r\u00e9m \u00edps\u00fam d\u00f3l\u00f3r s\u00edt \u00e1m\u00e9t");
        const auto more = static_cast<qsizetype>(std::ceil(0.4 * static_cast<double>(text.size()))) - 2;
        while (longer.size() < text.size() + more)
            longer += filling.left(text.size() + more - longer.size());
        return QLatin1Char('[') + longer.trimmed() + QLatin1Char(']');
    }

private:
    static QChar accented(QChar plain)
    {
        switch (plain.unicode()) {
        case u'a':
            return u'\u00e1';
        case u'e':
            return u'\u00e9';
        case u'i':
            return u'\u00ed';
        case u'o':
            return u'\u00f3';
        case u'u':
            return u'\u00fa';
        case u'A':
            return u'\u00c1';
        case u'E':
            return u'\u00c9';
        case u'O':
            return u'\u00d3';
        default:
            return plain;
        }
    }
};

constexpr int kTries = 10;

void fillBare(FakeEngine& engine)
{
    engine.setSite({});
    engine.tick();
}

} // namespace

/// No text is cut off at 1280×720, in no language, in no state of the site. Run a second time with QT_SCALE_FACTOR=2.
class TestUxLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMeterFindsWhatIsCutOff();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
};

void TestUxLayout::theMeterFindsWhatIsCutOff()
{
    QWidget window;
    window.resize(400, 100);
    auto* label = new QLabel(QStringLiteral("a text that needs more than it has"), &window);
    label->setGeometry(0, 0, 60, 20);
    window.show();
    QCOMPARE(clippedTexts(&window).size(), 1);
    label->resize(label->sizeHint());
    QCOMPARE(clippedTexts(&window), QStringList());
    label->move(390, 0);
    QVERIFY(!clippedTexts(&window).isEmpty());
}

void TestUxLayout::nothingIsCutOff_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("state");
    for (const char* language : {"en", "zh_CN", "long words"}) {
        QTest::addRow("%s, without applications", language) << QString::fromLatin1(language) << 0;
        QTest::addRow("%s, at work", language) << QString::fromLatin1(language) << 1;
        QTest::addRow("%s, all failing", language) << QString::fromLatin1(language) << 2;
    }
}

void TestUxLayout::nothingIsCutOff()
{
    QFETCH(QString, language);
    QFETCH(int, state);
    LongWords longWords;
    ConsoleFixture console;
    constexpr std::array<void (*)(FakeEngine&), 3> kStates{fillBare, fillLively, fillFailed};
    kStates[static_cast<std::size_t>(state)](console.engine);
    if (language == QLatin1String("zh_CN")) {
        console.window->language().setCode(language);
    } else if (language != QLatin1String("en")) {
        QCoreApplication::installTranslator(&longWords);
        Q_EMIT console.window->language().changed();
    }
    letSettle(200);
    QStringList found;
    const auto look = [&](QWidget* root, const QString& place) {
        if (root->width() > 1280 || root->height() > 720)
            found.append(QStringLiteral("%1: %2×%3").arg(place).arg(root->width()).arg(root->height()));
        QStringList clipped = clippedTexts(root);
        for (int tries = 0; tries < kTries && !clipped.isEmpty(); ++tries) { // layouts follow answers and data
            letSettle(100);
            clipped = clippedTexts(root);
        }
        for (const QString& each : clipped)
            found.append(place + QStringLiteral(": ") + each);
    };
    atEveryPage(console, look);
    atEveryDialog(console, look);
    QCoreApplication::removeTranslator(&longWords);
    found.removeDuplicates();
    for (const QString& each : std::as_const(found))
        qWarning("%s", qPrintable(each));
    QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("%1 texts are cut off").arg(found.size())));
}

QTEST_MAIN(TestUxLayout)
#include "tst_uxchecks_layout.moc"
