// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QLabel>
#include <QRegularExpression>
#include <QTest>

#include "tests/ui/enginesentences.h"
#include "tests/ui/everyplace.h"
#include "tests/ui/previewdata.h"
#include "ui/language.h"
#include "ui/text/enginephrases.h"
#include "ui/text/enginetext.h"

using namespace straightline;
using namespace straightline::ui;

/// What the engine says is shown in the console's language, whatever part of it says it.
class EngineTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_language.setCode(QStringLiteral("en")); }
    void cleanup() { m_language.setCode(QStringLiteral("en")); }
    void everySentenceOfTheSourcesIsKnown();
    void theSentence_data();
    void theSentence();
    void whatOthersSayStays_data();
    void whatOthersSayStays();
    void nobodysWordsTakeLong();
    void itIsShownSoEverywhere();

private:
    Language m_language;
};

namespace
{

/// Of what stands around the values, what is still there in English.
QString leftOf(const QString& sentence, const QString& shown)
{
    for (const QString& piece : sentence.split(QStringLiteral("{}"))) {
        static const QRegularExpression word(QStringLiteral("[A-Za-z][a-z']+( [a-z']+)+"));
        for (auto each = word.globalMatch(piece); each.hasNext();) {
            const QString words = each.next().captured();
            if (shown.contains(words) && words != QLatin1String("docker pull"))
                return words;
        }
    }
    return {};
}

/// A sentence with values that may come there; the translation is empty of English with one of them.
bool isTranslated(const QString& sentence)
{
    static const QStringList values{QStringLiteral("7"), QStringLiteral("cancelled"), QStringLiteral("web"),
                                    QStringLiteral("application \"a\""), QString()};
    const auto holes = static_cast<int>(sentence.count(QStringLiteral("{}")));
    int combinations = 1;
    for (int i = 0; i < holes; ++i)
        combinations *= holes <= 4 ? static_cast<int>(values.size()) : 1;
    for (int chosen = 0; chosen < combinations; ++chosen) {
        QString text = sentence;
        for (int i = 0, rest = chosen; i < holes; ++i, rest /= static_cast<int>(values.size()))
            text.replace(text.indexOf(QStringLiteral("{}")), 2, values[rest % values.size()]);
        const QString shown = engineText(text);
        if (shown != text && leftOf(sentence, shown).isEmpty())
            return true;
    }
    return false;
}

/// What is put together from several literals in ways that are not seen here: " is stopped", "; rolled back".
bool isOfAPhrase(const QString& sentence)
{
    const QStringList pieces = sentence.split(QStringLiteral("{}"));
    for (const auto& phrases : {enginePhrasesOfEdits(), enginePhrasesOfDocuments(), enginePhrasesOfFields(),
                                enginePhrasesOfBackends(), enginePhrasesOfContainers(), enginePhrasesOfFunctions(),
                                enginePhrasesOfStudies(), enginePhrasesOfCertificates()}) {
        for (const EnginePhrase& phrase : phrases) {
            const QString english = QString::fromUtf8(phrase.english);
            static const QRegularExpression value(QStringLiteral("%[1-9]"));
            if (QString(english).replace(value, QStringLiteral("{}")) == sentence)
                return false; // it should have been found
            if (std::all_of(pieces.begin(), pieces.end(),
                            [&](const QString& piece) { return english.contains(piece); }))
                return true;
        }
    }
    return false;
}

/// Names in a sentence, and what says nothing to an operator.
bool isKept(const QString& sentence)
{
    static const QStringList kept{
        QStringLiteral("Docker {}, API {}"),                  // a program's name and versions
        QStringLiteral("straightline {}"),                    // the same, in a recording
        QStringLiteral("most moves = {}: allowed is 0 … {}"), // a key of the engine's interface
        QStringLiteral("most stays = {}: allowed is 0 … {}"), // as well
        QStringLiteral("gateway settings"),                   // words of a sentence: see theSentence_data()
        QStringLiteral("retention settings"),
    };
    return kept.contains(sentence);
}

} // namespace

void EngineTextTest::everySentenceOfTheSourcesIsKnown()
{
    m_language.setCode(QStringLiteral("zh_CN"));
    const QList<EngineSentence> sentences = engineSentences(QStringLiteral(SOURCE_DIR));
    QVERIFY2(sentences.size() > 300, qPrintable(QString::number(sentences.size())));
    int unknown = 0;
    for (const EngineSentence& each : sentences) {
        if (!isKept(each.text) && !isOfAPhrase(each.text) && !isTranslated(each.text)) {
            ++unknown;
            qWarning().noquote() << each.place << each.text;
        }
    }
    QCOMPARE(unknown, 0);
}

void EngineTextTest::theSentence_data()
{
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    QTest::newRow("event: a backend goes down")
        << QStringLiteral("is down: 127.0.0.1: Connection refused") << QStringLiteral("已停止：127.0.0.1：连接被拒绝");
    QTest::newRow("event: a replica ended, with its last words")
        << QStringLiteral("replica 3-1 exited 1: no module named torch")
        << QStringLiteral("副本 3-1 已退出，代码 1：no module named torch");
    QTest::newRow("event: a replica ran out of memory")
        << QStringLiteral("replica 3-1 exited 137: out of memory (limit 2 GB)")
        << QStringLiteral("副本 3-1 已退出，代码 137：内存不足（限制 2 GB）");
    QTest::newRow("event: ejected") << QStringLiteral("ejected: 25 % of its requests failed, back on trial in 10 s")
                                    << QStringLiteral("已剔除：其 25 % 的请求失败，10 秒后试用");
    QTest::newRow("event: thresholds") << QStringLiteral("thresholds F = 20 /s, D = 262144 bytes by console")
                                       << QStringLiteral("阈值 F = 20 /s，D = 262144 字节，操作者：控制台");
    QTest::newRow("event: undone") << QStringLiteral("restored: put_backend by ann")
                                   << QStringLiteral("已恢复：保存后端，操作者：ann");
    QTest::newRow("event: new thresholds")
        << QStringLiteral("new thresholds rolled back, worse than predicted: p95 91.5 ms, predicted 20 to 40; 0.5 % "
                          "failed, predicted 0 to 1")
        << QStringLiteral("新阈值：已回滚，比预测差：p95 91.5 毫秒，预测 20 至 40；失败 0.5 %，预测 0 至 1");
    QTest::newRow("event: Docker") << QStringLiteral("connected: Docker 20.10, API 1.41")
                                   << QStringLiteral("已连接：Docker 20.10, API 1.41");
    QTest::newRow("event: store") << QStringLiteral(
        "Store: request records cannot be written: database or disk is full; 12 records wait, 0 were dropped")
                                  << QStringLiteral(
                                         "存储：无法写入请求记录：数据库或磁盘已满；12 条记录在等待，已丢弃 0 条");
    QTest::newRow("event: redeploy")
        << QStringLiteral(
               "redeploy failed: new replica 1 exited 1: bad flag; rolled back, the old generation serves on")
        << QStringLiteral("重新部署失败：新副本 1 已退出，代码 1：bad flag；已回滚，旧的一代继续服务");
    QTest::newRow("step: pull") << QStringLiteral("pulling 12.5 MB of 80 MB, 16 %, 3.1 MB/s")
                                << QStringLiteral("正在拉取 80 MB 中的 12.5 MB，16 %，3.1 MB/s");
    QTest::newRow("step: healthy") << QStringLiteral("1 of 2: no answer in 500 ms")
                                   << QStringLiteral("1/2：500 毫秒内没有应答");
    QTest::newRow("step: drain") << QStringLiteral(
        "draining: 3 in flight at the backend, unknown connections to what was replaced")
                                 << QStringLiteral("排空：后端有 3 个处理中的请求，到被替换容器的连接数：未知");
    QTest::newRow("step: removal") << QStringLiteral("stopping what was replaced")
                                   << QStringLiteral("正在停止被替换的容器");
    QTest::newRow("step: calibration") << QStringLiteral("container tier: 40 requests of 16384 bytes at 8/s")
                                       << QStringLiteral("容器层：40 个请求，每个 16384 字节，每秒 8 个");
    QTest::newRow("step: sweep") << QStringLiteral("120 of 4096 pairs") << QStringLiteral("4096 对阈值中已完成 120 对");
    QTest::newRow("step: watch") << QStringLiteral(
        "worse than predicted over 240 requests: p95 9 ms, predicted 1 to 2; 0 % failed, predicted 0 to 0")
                                 << QStringLiteral(
                                        "240 个请求中比预测差：p95 9 毫秒，预测 1 至 2；失败 0 %，预测 0 至 0");
    QTest::newRow("result: sweep") << QStringLiteral("4096 of 4096 pairs over 20000 requests: sweep 7")
                                   << QStringLiteral("在 20000 个请求上完成了 4096 对阈值中的 4096 对：扫描 7");
    QTest::newRow("result: recording") << QStringLiteral("500 requests in /var/lib/recording-a-1.jsonl.gz")
                                       << QStringLiteral("500 个请求，保存在 /var/lib/recording-a-1.jsonl.gz");
    QTest::newRow("result: calibration") << QStringLiteral("F = 12.5/s, D not locatable")
                                         << QStringLiteral("F = 12.5/s，无法确定 D");
    QTest::newRow("result: test") << QStringLiteral("health failed: GET /v2/health/ready: 503 in 2 ms. Allowed is 2xx "
                                                    "or 3xx: see what the server logs, or correct the health path")
                                  << QStringLiteral("“健康检查”失败：GET /v2/health/ready：503，用时 2 毫秒。允许 2xx "
                                                    "或 3xx：请查看服务器日志，或更正健康检查路径");
    QTest::newRow("watch: a later change")
        << QStringLiteral("a later change is watched") << QStringLiteral("已改为观察之后的更改");
    QTest::newRow("watch: few requests") << QStringLiteral("only 12 requests came")
                                         << QStringLiteral("只来了 12 个请求");
    QTest::newRow("watch: cannot be rolled back")
        << QStringLiteral("worse than predicted (p95 9 ms, predicted 1 to 2; 0 % failed, predicted 0 to 0), and cannot "
                          "be rolled back: the policy of \"digits\" changed since: nothing was overwritten")
        << QStringLiteral("比预测差（p95 9 毫秒，预测 1 至 2；失败 0 %，预测 0 至 "
                          "0），且无法回滚：“digits”的策略此后已更改：未覆盖任何内容");
    QTest::newRow("check: HTTP status") << QStringLiteral("503 in 12 ms") << QStringLiteral("503，用时 12 毫秒");
    QTest::newRow("check: certificate") << QStringLiteral("200 in 2.1 ms, certificate not verified")
                                        << QStringLiteral("200，用时 2.1 毫秒，未验证证书");
    QTest::newRow("check: Docker")
        << QStringLiteral("Docker: cannot connect to unix:///var/run/docker.sock: No such file or directory — start "
                          "Docker or set DOCKER_HOST")
        << QStringLiteral(
               "Docker：无法连接 unix:///var/run/docker.sock：没有这个文件或目录 —— 请启动 Docker 或设置 DOCKER_HOST");
    QTest::newRow("check: function") << QStringLiteral(
        "the function cannot be started: exit code 3 (last output: Segmentation fault)")
                                     << QStringLiteral("函数无法启动：退出代码 3（最后输出：Segmentation fault）");
    QTest::newRow("degraded: isolation") << QStringLiteral(
        "Functions: bubblewrap is not installed; function processes run without isolation")
                                         << QStringLiteral("函数：未安装 bubblewrap；函数进程在无隔离下运行");
    QTest::newRow("degraded: certificate") << QStringLiteral("TLS: the listener's certificate expires in 5 days")
                                           << QStringLiteral("TLS：监听端的证书将在 5 天后过期");
    QTest::newRow("degraded: GPU")
        << QStringLiteral("no NVIDIA driver: libnvidia-ml.so.1: cannot open shared object file")
        << QStringLiteral("没有 NVIDIA 驱动：libnvidia-ml.so.1: cannot open shared object file");
    QTest::newRow("refused: redeploy") << QStringLiteral("backend \"digits:box\": operation 7 is under way")
                                       << QStringLiteral("后端“digits:box”：操作 7 正在进行");
    QTest::newRow("refused: stop") << QStringLiteral("container \"box-1\" is kept, not serving")
                                   << QStringLiteral("容器“box-1”是已保留，不是服务中");
    QTest::newRow("refused: conflict") << QStringLiteral(
        "the thresholds of \"digits\" changed since: nothing was overwritten")
                                       << QStringLiteral("“digits”的阈值此后已更改：未覆盖任何内容");
    QTest::newRow("refused: site.toml") << QStringLiteral(
        "site.toml:12:3: backend[0].capacity: \"x\": allowed is a whole number, 0 … 100000 (most requests in flight; 1 "
        "… 100000)")
                                        << QStringLiteral("site.toml:12:3: backend[0].capacity: \"x\"：允许 整数，0 … "
                                                          "100000（最多处理中的请求数；1 … 100000）");
    QTest::newRow("refused: a bound") << QStringLiteral(
        "backend \"web\".capacity = 0: allowed is 0 (no limit) or 0.01 … 1024")
                                      << QStringLiteral("backend \"web\".capacity = 0：允许 0（无限制）或 0.01 … 1024");
    QTest::newRow("refused: nothing to calibrate")
        << QStringLiteral("nothing can be located of \"d\": local: it has no backend; container: backend \"a\" is not "
                          "in service; backend \"b\" is not in service; serverless: it has no backend")
        << QStringLiteral("无法为“d”确定任何值：本地：该层没有后端；容器：后端“a”不在服务；后端“b”不在服务；无服务器："
                          "该层没有后端");
    QTest::newRow("finding") << QStringLiteral("at 12.5 requests/s the local tier's p95 of 9.1 ms is above the "
                                               "serverless tier's 4.0 ms; at 10 requests/s it still fared no worse")
                             << QStringLiteral("取 12.5 请求/秒 时，本地层的 p95 为 9.1 毫秒，高于无服务器层的 4.0 "
                                               "毫秒；取 10 请求/秒 时仍不更差");
    QTest::newRow("finding: not locatable")
        << QStringLiteral("not locatable: already at 4096 bytes, the least that is tried, 5 of 20 requests failed at "
                          "the serverless tier: answered 500: boom")
        << QStringLiteral(
               "无法确定：在所尝试的最小值 4096 字节 处，无服务器层的 20 个请求中有 5 个失败：应答 500：boom");
    QTest::newRow("stored") << QStringLiteral("stored gateway settings: not a number")
                            << QStringLiteral("存储的网关设置：不是数字");
    QTest::newRow("stored: retention") << QStringLiteral("stored retention settings: not a number")
                                       << QStringLiteral("存储的保留设置：不是数字");
    QTest::newRow("log: nothing yet") << QStringLiteral("no container yet") << QStringLiteral("尚无容器");
}

/// At run time, there and back.
void EngineTextTest::theSentence()
{
    QFETCH(const QString, english);
    QFETCH(const QString, chinese);
    const QString inEnglish = engineText(english);
    m_language.setCode(QStringLiteral("zh_CN"));
    QCOMPARE(engineText(english), chinese);
    m_language.setCode(QStringLiteral("en"));
    QCOMPARE(engineText(english), inEnglish);
    if (!english.startsWith(QLatin1String("health failed")) && !english.startsWith(QLatin1String("restored")))
        QCOMPARE(inEnglish, english); // these two name a step and an action as the rest of the console does
}

void EngineTextTest::whatOthersSayStays_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("Docker's message") << QStringLiteral("manifest for straightline/nothing:1 not found");
    QTest::newRow("a server's error body") << QStringLiteral("{\"error\": \"model is not ready\"}");
    QTest::newRow("a name like a value") << QStringLiteral("%1 %2 %3");
    QTest::newRow("an image's name") << QStringLiteral("straightline/digits:latest");
    QTest::newRow("nothing") << QString();
    QTest::newRow("a colon at its end") << QStringLiteral("what: ");
}

void EngineTextTest::whatOthersSayStays()
{
    QFETCH(const QString, text);
    m_language.setCode(QStringLiteral("zh_CN"));
    QCOMPARE(engineText(text), text);
    if (!text.isEmpty())
        QCOMPARE(engineText(QStringLiteral("exited 1: ") + text), QStringLiteral("已退出，代码 1：") + text);
}

/// Texts come from backends too: what would be tried in every way is left as it is. Without a bound this does not end.
void EngineTextTest::nobodysWordsTakeLong()
{
    m_language.setCode(QStringLiteral("zh_CN"));
    for (const char* each : {"a by ", "x: ", "x; ", "at 1 ", "1 of 2: "})
        QVERIFY(!engineText(QString::fromUtf8(each).repeated(490)).isEmpty());
}

namespace
{

/// What is to be read at the place, in labels, tables and their tips.
QString textsOf(const QWidget* place)
{
    QStringList texts;
    for (const QWidget* each : place->findChildren<QWidget*>()) {
        if (!each->isVisible())
            continue;
        texts.append(each->toolTip());
        if (const auto* label = qobject_cast<const QLabel*>(each))
            texts.append(label->text());
        const auto* table = qobject_cast<const QTableView*>(each);
        const QAbstractItemModel* model = table != nullptr ? table->model() : nullptr;
        for (int row = 0; model != nullptr && row < std::min(model->rowCount(), 30); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                const QModelIndex index = model->index(row, column);
                texts.append(index.data().toString());
                texts.append(index.data(Qt::ToolTipRole).toString());
            }
        }
    }
    return texts.join(u'\n');
}

QString textsOfEveryPage(ConsoleFixture& console)
{
    QString all;
    atEveryPage(console, [&](QWidget* window, const QString&) {
        for (const char* table : {"backendsTableView", "containersTableView"}) {
            if (auto* const found = window->findChild<QTableView*>(QLatin1String(table)); found != nullptr)
                found->selectRow(0);
        }
        letSettle();
        all += textsOf(window);
    });
    return all;
}

} // namespace

/// The window over an engine with troubles of all kinds, in English and in Chinese, switched while it runs.
void EngineTextTest::itIsShownSoEverywhere()
{
    ConsoleFixture console;
    fillFailed(console.engine);
    ThresholdWatch watch = console.engine.watchList.front();
    watch.phase = WatchPhase::Ended;
    watch.reason = "a later change is watched";
    console.engine.setWatch(watch);
    Snapshot snapshot = *console.engine.snapshot();
    snapshot.sequence += 1;
    snapshot.gpus.problem = "the NVIDIA driver has not answered for 12 s";
    console.engine.setSnapshot(snapshot);
    const QStringList said{QStringLiteral("Connection refused"), // a check, an event, the banner
                           QStringLiteral("out of memory"),
                           QStringLiteral("neither next to ours nor in PATH"),
                           QStringLiteral("cannot connect to unix"),
                           QStringLiteral("request records cannot be written"),
                           QStringLiteral("the function did not answer within"),
                           QStringLiteral("new requests get new instances"),
                           QStringLiteral("the old generation serves on"),
                           QStringLiteral("a later change is watched"),
                           QStringLiteral("requests cannot be read"),
                           QStringLiteral("has not answered for 12 s")};
    const QString english = textsOfEveryPage(console);
    for (const QString& each : said)
        QVERIFY2(english.contains(each), qPrintable(each));
    console.window->language().setCode(QStringLiteral("zh_CN"));
    QTRY_COMPARE(console.window->windowTitle(), QStringLiteral("StraightLine 控制台"));
    const QString chinese = textsOfEveryPage(console);
    for (const QString& each : said)
        QVERIFY2(!chinese.contains(each), qPrintable(each));
    for (const char* each : {"连接被拒绝", "内存不足", "无法写入请求记录", "旧的一代继续服务", "已改为观察之后的更改"})
        QVERIFY2(chinese.contains(QString::fromUtf8(each)), each);
    console.window->language().setCode(QStringLiteral("en"));
    QTRY_COMPARE(console.window->windowTitle(), QStringLiteral("StraightLine Console"));
    QVERIFY(textsOfEveryPage(console).contains(QStringLiteral("Connection refused")));
}

QTEST_MAIN(EngineTextTest)
#include "tst_enginetext.moc"
