// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QToolButton>

#include "tests/ui/consolefixture.h"
#include "ui/dialogs/logdialog.h"
#include "ui/dialogs/logsaver.h"
#include "ui/dialogs/logview.h"
#include "ui/enginelink.h"

using namespace straightline;
using namespace straightline::ui;

namespace
{
constexpr int kShown = 2'000; ///< lines of the window
} // namespace

/// The log of a backend over a FakeEngine: followed, read in peace, searched, saved.
class TestLogDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theEndIsFollowedWhileTheWindowSlides();
    void nothingMovesUnderAReader();
    void aSelectionStays();
    void onlyWhatIsNewIsAdded();
    void anotherLogReplacesAll();
    void wordsAreSearchedForAndBack();
    void expressionsAreSearched();
    void anExpressionThatMatchesNothingEnds();
    void theWholeLogIsSaved();
    void savingIsCancelled();
    void aLogThatCannotBeReadIsNotSaved();

private:
    void write(int from, int to); ///< the engine's log is these lines
    void refresh() const;
    QString lineAt(int block) const { return m_view->document()->findBlockByNumber(block).text(); }
    QString topLine() const { return m_view->cursorForPosition(QPoint(2, 2)).block().text(); }
    template <class T>
    T* part(const char* name) const
    {
        T* found = m_dialog->findChild<T*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return found;
    }

    QTemporaryDir m_settings;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineLink> m_link;
    std::unique_ptr<QWidget> m_window;
    LogDialog* m_dialog = nullptr;
    LogView* m_view = nullptr;
};

void TestLogDialog::init()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    m_engine = std::make_unique<FakeEngine>();
    m_link = std::make_unique<EngineLink>(*m_engine);
    m_window = std::make_unique<QWidget>();
    m_dialog = new LogDialog(*m_link, "digits:box", m_window.get());
    m_view = part<LogView>("logPlainTextEdit");
    m_dialog->QWidget::show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void TestLogDialog::cleanup()
{
    m_window.reset();
    m_link.reset();
    m_engine.reset();
}

void TestLogDialog::write(int from, int to)
{
    LogLines& log = m_engine->logLines["digits:box"];
    log.source = "container box-1";
    log.lines.clear();
    for (int line = from; line < to; ++line)
        log.lines.push_back("line " + std::to_string(line));
}

void TestLogDialog::refresh() const
{
    const std::size_t asked = m_engine->logTails.size();
    m_dialog->refresh();
    QTRY_VERIFY(m_engine->logTails.size() > asked);
    QTest::qWait(20); // its answer is on the way
}

void TestLogDialog::theEndIsFollowedWhileTheWindowSlides()
{
    write(0, 5'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_view->document()->blockCount(), kShown, 10'000);
    QCOMPARE(lineAt(0), QStringLiteral("line 3000"));
    write(0, 5'010);
    QTRY_COMPARE_WITH_TIMEOUT(lineAt(kShown - 1), QStringLiteral("line 5009"), 10'000); // by itself
    QCOMPARE(lineAt(0), QStringLiteral("line 3010"));
    QCOMPARE(m_view->document()->blockCount(), kShown);
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QVERIFY(!m_view->isHeld());
}

void TestLogDialog::nothingMovesUnderAReader()
{
    write(0, 5'000);
    refresh();
    QTRY_COMPARE(m_view->document()->blockCount(), kShown);
    m_view->verticalScrollBar()->setValue(700);
    const QString read = topLine();
    QCOMPARE(read, QStringLiteral("line 3700"));
    write(0, 5'100);
    refresh();
    write(0, 5'200);
    refresh();
    QCOMPARE(topLine(), read);
    QCOMPARE(m_view->verticalScrollBar()->value(), 700);
    const auto* told = part<QLabel>("logSourceLabel");
    QTRY_VERIFY2(told->text().contains(QStringLiteral("Held while you read")), qPrintable(told->text()));
    m_view->setFocus();
    QTest::keyClick(m_view, Qt::Key_End, Qt::ControlModifier);
    QTRY_COMPARE(lineAt(kShown - 1), QStringLiteral("line 5199"));
    QCOMPARE(m_view->document()->blockCount(), kShown);
    QVERIFY2(!told->text().contains(QStringLiteral("Held")), qPrintable(told->text()));
}

void TestLogDialog::aSelectionStays()
{
    write(0, 100);
    refresh();
    QTRY_COMPARE(m_view->document()->blockCount(), 100);
    QTextCursor cursor(m_view->document()->findBlockByNumber(98));
    cursor.select(QTextCursor::LineUnderCursor);
    m_view->setTextCursor(cursor);
    write(50, 150);
    refresh();
    QCOMPARE(m_view->textCursor().selectedText(), QStringLiteral("line 98"));
    QVERIFY(m_view->isHeld());
    QTest::mouseClick(part<QToolButton>("logRefreshToolButton"), Qt::LeftButton);
    QTRY_COMPARE(lineAt(99), QStringLiteral("line 149"));
}

void TestLogDialog::onlyWhatIsNewIsAdded()
{
    write(0, 100);
    refresh();
    QTRY_COMPARE(m_view->document()->blockCount(), 100);
    QSignalSpy changes(m_view->document(), &QTextDocument::contentsChange);
    int removed = 0;
    connect(m_view->document(), &QTextDocument::contentsChange, this,
            [&removed](int, int gone, int) { removed += gone; });
    write(2, 105);
    refresh();
    QTRY_COMPARE(lineAt(0), QStringLiteral("line 2"));
    QCOMPARE(lineAt(102), QStringLiteral("line 104"));
    QVERIFY2(removed < 40, qPrintable(QString::number(removed))); // two lines, not the hundred
    QVERIFY(!changes.isEmpty());
    disconnect(m_view->document(), nullptr, this, nullptr);
}

void TestLogDialog::anotherLogReplacesAll()
{
    write(0, 100);
    refresh();
    QTRY_COMPARE(m_view->document()->blockCount(), 100);
    write(500, 510);
    refresh();
    QTRY_COMPARE(m_view->document()->blockCount(), 10);
    QCOMPARE(lineAt(0), QStringLiteral("line 500"));
}

void TestLogDialog::wordsAreSearchedForAndBack()
{
    write(0, 30);
    refresh();
    QTRY_COMPARE(m_view->document()->blockCount(), 30);
    auto* search = part<QLineEdit>("logSearchLineEdit");
    search->setText(QStringLiteral("line 2")); // 2 and 20 … 29
    QCOMPARE(m_view->extraSelections().size(), qsizetype{11});
    QVERIFY(part<QLabel>("logMatchesLabel")->text().contains(QStringLiteral("11 match")));
    const auto current = [this] { return m_view->textCursor().block().text(); };
    m_view->moveCursor(QTextCursor::Start);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(current(), QStringLiteral("line 2"));
    QTest::mouseClick(part<QToolButton>("logNextToolButton"), Qt::LeftButton);
    QCOMPARE(current(), QStringLiteral("line 20"));
    QTest::mouseClick(part<QToolButton>("logPreviousToolButton"), Qt::LeftButton);
    QCOMPARE(current(), QStringLiteral("line 2"));
    QTest::mouseClick(part<QToolButton>("logPreviousToolButton"), Qt::LeftButton); // around the beginning
    QCOMPARE(current(), QStringLiteral("line 29"));
    QTest::mouseClick(part<QToolButton>("logNextToolButton"), Qt::LeftButton);
    QCOMPARE(current(), QStringLiteral("line 2"));
    search->setText(QStringLiteral("l.ne")); // words, until it is said otherwise
    QVERIFY(m_view->extraSelections().isEmpty());
}

void TestLogDialog::expressionsAreSearched()
{
    write(0, 30);
    refresh();
    QTRY_COMPARE(m_view->document()->blockCount(), 30);
    auto* search = part<QLineEdit>("logSearchLineEdit");
    const auto* told = part<QLabel>("logMatchesLabel");
    part<QToolButton>("logExpressionToolButton")->click();
    search->setText(QStringLiteral("LINE (7|1[0-3])$"));
    QCOMPARE(m_view->extraSelections().size(), qsizetype{5});
    search->setText(QStringLiteral("line ("));
    QVERIFY(m_view->extraSelections().isEmpty());
    QVERIFY2(told->text().contains(QStringLiteral("Not an expression")), qPrintable(told->text()));
    QTest::keyClick(search, Qt::Key_Return); // does nothing
    part<QToolButton>("logExpressionToolButton")->click();
    QVERIFY(told->text().contains(QStringLiteral("0 match")));
}

void TestLogDialog::anExpressionThatMatchesNothingEnds()
{
    write(0, 30);
    refresh();
    QTRY_COMPARE(m_view->document()->blockCount(), 30);
    part<QToolButton>("logExpressionToolButton")->click();
    part<QLineEdit>("logSearchLineEdit")->setText(QStringLiteral("x*"));
    QVERIFY(m_view->extraSelections().isEmpty());
    QTest::mouseClick(part<QToolButton>("logNextToolButton"), Qt::LeftButton);
    QVERIFY(!m_view->textCursor().hasSelection());
}

void TestLogDialog::theWholeLogIsSaved()
{
    write(0, 12'345);
    refresh();
    QTRY_COMPARE(m_view->document()->blockCount(), kShown);
    m_engine->logReads = 3; // the engine reads for a while
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("whole.log"));
    auto* saver = m_dialog->findChild<LogSaver*>();
    QSignalSpy progressed(saver, &LogSaver::progressed);
    QSignalSpy ended(saver, &LogSaver::ended);
    saver->write(path);
    auto* strip = part<QWidget>("exportStrip");
    QVERIFY(strip->isVisible());
    QVERIFY(ended.wait(10'000));
    QVERIFY2(ended[0][0].toBool(), qPrintable(ended[0][1].toString()));
    QVERIFY(std::count(m_engine->logTails.begin(), m_engine->logTails.end(), LogSaver::kMostLines) >= 1);
    QVERIFY(progressed.size() >= 7);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 12'346); // the last one is empty
    QCOMPARE(lines[0], QByteArray("line 0"));
    QCOMPARE(lines[12'344], QByteArray("line 12344"));
}

void TestLogDialog::savingIsCancelled()
{
    write(0, 20'000);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("whole.log"));
    auto* saver = m_dialog->findChild<LogSaver*>();
    auto* cancel = part<QToolButton>("cancelExportToolButton");
    QSignalSpy ended(saver, &LogSaver::ended);
    connect(saver, &LogSaver::progressed, cancel, [cancel](int lines, int) {
        if (lines >= 4'000)
            cancel->click();
    });
    saver->write(path);
    QVERIFY(ended.wait(10'000));
    QVERIFY(!ended[0][0].toBool());
    QVERIFY(!QFile::exists(path));
    QVERIFY(!saver->isRunning());
    m_engine->logReads = 1'000'000; // it reads and reads
    saver->write(path);
    QTest::qWait(50);
    QVERIFY(saver->isRunning());
    cancel->click();
    QCOMPARE(ended.size(), 2);
    QVERIFY(!QFile::exists(path));
    QVERIFY(part<QLabel>("exportLabel")->text().contains(QStringLiteral("no file was written")));
}

void TestLogDialog::aLogThatCannotBeReadIsNotSaved()
{
    m_engine->setSite({});
    const QTemporaryDir folder;
    auto* saver = m_dialog->findChild<LogSaver*>();
    QSignalSpy ended(saver, &LogSaver::ended);
    saver->write(folder.filePath(QStringLiteral("whole.log")));
    QVERIFY(ended.wait(10'000));
    QVERIFY(!ended[0][0].toBool());
    QVERIFY(part<QLabel>("exportLabel")->text().contains(QStringLiteral("Not saved")));
    saver->write(folder.filePath(QStringLiteral("no/such/folder.log")));
    QCOMPARE(ended.size(), 2);
    QVERIFY(!ended[1][0].toBool());
}

QTEST_MAIN(TestLogDialog)
#include "tst_logdialog.moc"
