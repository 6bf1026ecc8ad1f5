// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pure parts of running functions: command line, control-group places, log.
#include "engine/backends/function/functionsandbox.h"

#include <algorithm>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

#include "engine/backends/function/functioncgroup.h"
#include "engine/backends/function/functionlog.h"

using namespace straightline;
using namespace straightline::backends;

namespace
{

std::string join(const std::vector<std::string>& parts)
{
    std::string all = " ";
    for (const std::string& each : parts)
        (all += each) += ' ';
    return all;
}

bool has(const FunctionLaunch& launch, const std::string& part)
{
    return join(launch.arguments).find(' ' + part + ' ') != std::string::npos;
}

void makeProgram(const QString& path)
{
    std::ofstream(path.toStdString()) << "#!/bin/sh\n";
    ::chmod(path.toStdString().c_str(), 0755);
}

FunctionInstance instanceOf(const std::string& command)
{
    FunctionInstance instance;
    instance.id = 3;
    instance.functionName = "digits-burst";
    instance.socketPath = "/state/run/fn-7-3.sock";
    instance.settings.command = {command, "--lambda"};
    instance.settings.environment = {{"KEY", "secret"}};
    return instance;
}

} // namespace

class TestFunctionSandbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isolationHidesAllButWhatIsNeeded();
    void theCommandStaysReadable();
    void withoutBubblewrapOnlyTheRelayRuns();
    void limitsGoToTheRelayWithoutControlGroups();
    void secretsAreNotInTheCommandLine();
    void commandsAreLookedUp();
    void cgroupPlacesAreFound_data();
    void cgroupPlacesAreFound();
    void cgroupsLimitAndVanish();
    void theLogKeepsLines();
    void theLogIsBounded();
};

void TestFunctionSandbox::isolationHidesAllButWhatIsNeeded()
{
    const auto launch =
        planFunctionLaunch(instanceOf("/bin/true"), {"/usr/bin/env", "/usr/bin/bwrap", "/var", {}, true}, false);
    QVERIFY(launch.has_value());
    QCOMPARE(launch->program, std::string("/usr/bin/bwrap"));
    for (const char* part :
         {"--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--die-with-parent", "--new-session",
          "--ro-bind / /", "--tmpfs /home", "--tmpfs /root", "--tmpfs /run", "--tmpfs /tmp", "--tmpfs /var",
          "--proc /proc", "--dev /dev", "--cap-drop ALL", "--bind /state/run/fn-7-3.sock /run/straightline.sock",
          "--user 65534", "--socket /run/straightline.sock"})
        QVERIFY2(has(*launch, part), part);
    QVERIFY(join(launch->arguments).ends_with(" -- /bin/true --lambda "));
    QVERIFY(!has(*launch, "--memory"));
}

void TestFunctionSandbox::theCommandStaysReadable()
{
    const QTemporaryDir folder; // below /tmp, which is hidden
    makeProgram(folder.filePath(QStringLiteral("function")));
    const std::string path = folder.path().toStdString();
    auto instance = instanceOf(path + "/function");
    instance.settings.command.push_back("/etc/passwd");
    const auto launch = planFunctionLaunch(instance, {"/usr/bin/env", "/usr/bin/bwrap", "", {}, false}, false);
    QVERIFY(launch.has_value());
    QVERIFY(has(*launch, "--ro-bind " + path + ' ' + path));
    QVERIFY(!has(*launch, "--ro-bind /etc /etc")); // visible as it is
    QVERIFY(!has(*launch, "--user"));
    QVERIFY(!has(*launch, "--cap-drop"));
    QCOMPARE(launch->folder, path);
    // A program directly in /tmp shows itself, not all of /tmp.
    const QString direct = QStringLiteral("/tmp/straightline-test-%1").arg(QCoreApplication::applicationPid());
    makeProgram(direct);
    const auto other =
        planFunctionLaunch(instanceOf(direct.toStdString()), {"/usr/bin/env", "/usr/bin/bwrap", "", {}, false}, false);
    QFile::remove(direct);
    QVERIFY(other.has_value());
    QVERIFY(has(*other, "--ro-bind " + direct.toStdString() + ' ' + direct.toStdString()));
    QVERIFY(!has(*other, "--ro-bind /tmp /tmp"));
}

void TestFunctionSandbox::withoutBubblewrapOnlyTheRelayRuns()
{
    const auto launch = planFunctionLaunch(instanceOf("/bin/true"), {"/relay", "", "/state", {}, true}, false);
    QVERIFY(launch.has_value());
    QCOMPARE(launch->program, std::string("/relay"));
    QCOMPARE(join(launch->arguments),
             std::string(" --socket /state/run/fn-7-3.sock --files 1024 -- /bin/true --lambda "));
}

void TestFunctionSandbox::limitsGoToTheRelayWithoutControlGroups()
{
    auto instance = instanceOf("/bin/true");
    instance.settings.memoryBytes = 1'000'000;
    instance.settings.cpus = 0.5;
    const auto launch = planFunctionLaunch(instance, {"/relay", "", "/state", {}, false}, true);
    QVERIFY(launch.has_value());
    QVERIFY(has(*launch, "--memory 1000000"));
    QVERIFY(has(*launch, "--nice 10"));
}

void TestFunctionSandbox::secretsAreNotInTheCommandLine()
{
    const auto launch = planFunctionLaunch(instanceOf("/bin/true"), {"/relay", "/bwrap", "/state", {}, true}, true);
    QVERIFY(launch.has_value());
    QVERIFY(join(launch->arguments).find("secret") == std::string::npos);
    const Environment& all = launch->environment;
    QVERIFY(std::find(all.begin(), all.end(), std::pair<std::string, std::string>("KEY", "secret")) != all.end());
}

void TestFunctionSandbox::commandsAreLookedUp()
{
    const QTemporaryDir folder;
    makeProgram(folder.filePath(QStringLiteral("digits-server")));
    const std::string path = folder.path().toStdString();
    QCOMPARE(findFunctionCommand({"digits-server"}, {path}).value(), path + "/digits-server");
    QVERIFY(findFunctionCommand({"sh"}, {path}).value().ends_with("/sh"));
    QVERIFY(findFunctionCommand({"digits-server"}, {}).error().code == ErrorCode::NotFound);
    QVERIFY(findFunctionCommand({}, {}).error().code == ErrorCode::InvalidArgument);
    QVERIFY(findFunctionCommand({path}, {}).error().code == ErrorCode::NotFound); // a folder
    ::chmod((path + "/digits-server").c_str(), 0644);
    QVERIFY(findFunctionCommand({path + "/digits-server"}, {}).error().code == ErrorCode::Refused);
}

void TestFunctionSandbox::cgroupPlacesAreFound_data()
{
    QTest::addColumn<QByteArray>("mounts");
    QTest::addColumn<QByteArray>("groups");
    QTest::addColumn<QByteArray>("expected"); ///< with the test's folder for @
    const QByteArray v1 = "30 23 0:26 / @/memory rw - cgroup cgroup rw,memory\n31 23 0:27 / @/cpu rw shared:9 - cgroup "
                          "cgroup rw,cpu,cpuacct\n32 23 0:28 / @/unified rw - cgroup2 cgroup2 rw\n";
    QTest::newRow("version 1 beside an empty version 2")
        << v1 << QByteArray("4:memory:/a\n3:cpu,cpuacct:/\n0::/\n") << QByteArray("memory @/memory/a 1 cpu @/cpu 1 ");
    QTest::newRow("a group that cannot be seen")
        << v1 << QByteArray("4:memory:/elsewhere\n") << QByteArray("memory @/memory 1 ");
    QTest::newRow("version 2") << QByteArray("32 23 0:28 / @/full rw - cgroup2 cgroup2 rw\n") << QByteArray("0::/\n")
                               << QByteArray("memory @/full 2 cpu @/full 2 pids @/full 2 ");
    QTest::newRow("nothing") << QByteArray("1 1 0:1 / / rw - ext4 /dev/root rw\n") << QByteArray() << QByteArray();
    QTest::newRow("garbage") << QByteArray("x - y\n\n - ") << QByteArray("::\n:") << QByteArray();
}

void TestFunctionSandbox::cgroupPlacesAreFound()
{
    QFETCH(QByteArray, mounts);
    QFETCH(QByteArray, groups);
    QFETCH(QByteArray, expected);
    const QTemporaryDir folder;
    for (const char* each : {"memory/a", "cpu", "unified", "full"})
        QVERIFY(QDir(folder.path()).mkpath(QString::fromUtf8(each)));
    std::ofstream(folder.filePath(QStringLiteral("full/cgroup.controllers")).toStdString())
        << "cpuset cpu io memory pids\n";
    const QByteArray at = folder.path().toUtf8();
    QByteArray found;
    for (const auto& place : CgroupPlaces::find(mounts.replace('@', at).toStdString(), groups.toStdString()).places)
        found += QByteArray::fromStdString(place.controller + ' ' + place.folder.lexically_normal().string() + ' '
                                           + (place.unified ? "2 " : "1 "));
    found.replace("/ 1", " 1").replace("/ 2", " 2");
    QCOMPARE(found, expected.replace('@', at));
}

void TestFunctionSandbox::cgroupsLimitAndVanish()
{
    const CgroupPlaces places = CgroupPlaces::ofThisProcess();
    FunctionCgroups groups(places);
    if (!groups.limitsMemory())
        QSKIP("no control group can be made here");
    auto group = groups.make(1, 64 * 1'048'576, 0.5);
    QVERIFY2(group.has_value(), group ? "" : group.error().detail.c_str());
    QVERIFY(!(*group)->joinDescriptors().empty());
    QVERIFY(!(*group)->ranOutOfMemory());
    QVERIFY((*group)->remove());
}

void TestFunctionSandbox::theLogKeepsLines()
{
    FunctionLog log;
    log.append(1, "one\ntw");
    log.append(2, "other\r\n");
    log.append(1, "o\n\xff\x01 tail");
    QCOMPARE(log.latest(10), (std::vector<std::string>{"[1] one", "[2] other", "[1] two"}));
    log.endInstance(1);
    QCOMPARE(log.latest(1), (std::vector<std::string>{"[1] \xef\xbf\xbd  tail"}));
    QCOMPARE(log.lastLineOf(2), std::string("other"));
    QCOMPARE(log.lastLineOf(3), std::string());
}

void TestFunctionSandbox::theLogIsBounded()
{
    FunctionLog log;
    for (int i = 0; i < 100; ++i)
        log.append(1, std::string(100'000, 'x')); // one endless line
    std::size_t bytes = 0;
    for (const std::string& line : log.latest(1'000'000)) {
        QVERIFY(line.size() <= FunctionLog::kLongestLine + 4);
        bytes += line.size();
    }
    QVERIFY(bytes > FunctionLog::kKeptBytes / 2 && bytes <= FunctionLog::kKeptBytes);
}

QTEST_GUILESS_MAIN(TestFunctionSandbox)
#include "tst_functionsandbox.moc"
