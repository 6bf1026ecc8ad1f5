// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QTest>

#include "engine/api/routingtable.h"

using namespace straightline;

namespace
{

ApplicationRoute application(const std::string& name, const std::string& mount)
{
    ApplicationRoute route;
    route.name = name;
    route.mount = mount;
    return route;
}

BackendRoute backend(std::uint32_t number, Tier tier, bool inService, std::uint64_t payloadLimitBytes = 0)
{
    BackendRoute route;
    route.number = number;
    route.slot = number + 100;
    route.tier = tier;
    route.capacity = number + 1;
    route.inService = inService;
    route.payloadLimitBytes = payloadLimitBytes;
    return route;
}

RoutingTable siteOfFour()
{
    RoutingTable table;
    table.applications = {application("words", "/words/v1"), application("all", "/"), application("quiet", ""),
                          application("digits", "/words")};
    seal(table);
    return table;
}

} // namespace

class RoutingTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsByName_data();
    void findsByName();
    void findsByMount_data();
    void findsByMount();
    void findsNothingWithoutARootMount();
    void sealedRowsHoldWhatIsInServiceByTier();
    void aFunctionHasALimitOfItsOwn();
    void sealingAgainTakesTheChange();
};

void RoutingTableTest::findsByName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("known");
    for (const char* name : {"all", "digits", "quiet", "words"})
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    for (const char* name : {"", "digit", "digitss", "Words", "zzz"})
        QTest::addRow("no \"%s\"", name) << QString::fromLatin1(name) << false;
}

void RoutingTableTest::findsByName()
{
    QFETCH(QString, name);
    QFETCH(bool, known);
    const RoutingTable table = siteOfFour();
    const ApplicationRoute* found = table.find(name.toStdString());
    QCOMPARE(found != nullptr, known);
    if (known)
        QCOMPARE(QString::fromStdString(found->name), name);
}

void RoutingTableTest::findsByMount_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("name");
    QTest::newRow("the mount itself") << "/words"
                                      << "digits";
    QTest::newRow("below the mount") << "/words/x"
                                     << "digits";
    QTest::newRow("with a query") << "/words?top=3"
                                  << "digits";
    QTest::newRow("longest mount wins") << "/words/v1/infer"
                                        << "words";
    QTest::newRow("longest mount itself") << "/words/v1"
                                          << "words";
    QTest::newRow("not at a segment boundary") << "/words/v12"
                                               << "digits";
    QTest::newRow("not a prefix of a segment") << "/wordsmith"
                                               << "all";
    QTest::newRow("the rest goes to the root mount") << "/anything"
                                                     << "all";
    QTest::newRow("the root") << "/"
                              << "all";
}

void RoutingTableTest::findsByMount()
{
    QFETCH(QString, path);
    QFETCH(QString, name);
    const RoutingTable table = siteOfFour();
    const ApplicationRoute* found = table.findByMount(path.toStdString());
    QVERIFY(found != nullptr);
    QCOMPARE(QString::fromStdString(found->name), name);
}

void RoutingTableTest::findsNothingWithoutARootMount()
{
    RoutingTable table;
    table.applications = {application("digits", "/digits"), application("quiet", "")};
    seal(table);
    QVERIFY(table.findByMount("/other") == nullptr);
    QVERIFY(table.findByMount("") == nullptr);
    QVERIFY(RoutingTable{}.findByMount("/") == nullptr);
    QVERIFY(RoutingTable{}.find("digits") == nullptr);
}

void RoutingTableTest::sealedRowsHoldWhatIsInServiceByTier()
{
    RoutingTable table;
    table.applications = {application("digits", "")};
    table.applications[0].backends = {backend(1, Tier::Serverless, true, 6'291'456), backend(2, Tier::Local, true),
                                      backend(3, Tier::Local, false), backend(4, Tier::Container, true),
                                      backend(5, Tier::Local, true)};
    seal(table);
    const auto& tiers = table.applications[0].tiers;
    QCOMPARE(tiers[0].rows.size(), std::size_t{2});
    QCOMPARE(tiers[1].rows.size(), std::size_t{1});
    QCOMPARE(tiers[2].rows.size(), std::size_t{1});
    QCOMPARE(tiers[0].rows[0].number, 2U);
    QCOMPARE(tiers[0].rows[1].number, 5U);
    QCOMPARE(tiers[0].rows[1].index, 4U);
    QCOMPARE(tiers[0].rows[1].slot, 105U);
    QCOMPARE(tiers[0].rows[1].capacity, 6U);
    QCOMPARE(tiers[0].rows[1].payloadLimitBytes, std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(tiers[2].rows[0].payloadLimitBytes, std::uint64_t{6'291'456});
    QCOMPARE(tiers[0].capacity, 9U);
    QCOMPARE(tiers[0].leastPayloadLimitBytes, std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(tiers[2].leastPayloadLimitBytes, std::uint64_t{6'291'456});
}

void RoutingTableTest::aFunctionHasALimitOfItsOwn()
{
    RoutingTable table;
    table.applications = {application("words", "")};
    table.applications[0].backends = {backend(1, Tier::Serverless, true), backend(2, Tier::Serverless, true, 10)};
    for (BackendRoute& each : table.applications[0].backends)
        each.kind = BackendKind::Function;
    seal(table);
    const TierRows& tier = table.applications[0].tiers[2];
    QCOMPARE(tier.rows[0].payloadLimitBytes, std::uint64_t{6'291'456});
    QCOMPARE(tier.rows[1].payloadLimitBytes, std::uint64_t{10});
}

void RoutingTableTest::sealingAgainTakesTheChange()
{
    RoutingTable table;
    table.applications = {application("digits", "/d")};
    table.applications[0].backends = {backend(1, Tier::Local, true)};
    seal(table);
    table.applications[0].backends[0].inService = false;
    seal(table);
    QVERIFY(table.applications[0].tiers[0].rows.empty());
    QCOMPARE(table.mounts.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(RoutingTableTest)
#include "tst_routingtable.moc"
