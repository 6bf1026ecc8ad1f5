// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>

#include "engine/api/history.h"
#include "ui/models/requestfilter.h"
#include "ui/pages/datatable.h"

// bench_requests: what the Requests table costs with 100,000 rows. CPU time of the thread and time of the clock, in ms.
namespace
{

using namespace straightline;
using namespace straightline::ui;

std::vector<RequestRow> someRows(std::uint64_t& next, std::size_t count, std::mt19937_64& random)
{
    const auto draw = [&](std::uint64_t most) { return random() % most; };
    std::vector<RequestRow> rows(count);
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        row->id = next++;
        row->application = "application" + std::to_string(draw(8));
        row->backend = "backend" + std::to_string(draw(40));
        RequestRecord& record = row->record;
        record.arrivalUnixMicros = 1'760'000'000'000'000 + static_cast<std::int64_t>(row->id) * 50;
        record.backendNumber = 1;
        record.attemptCount = 1;
        record.status = draw(50) == 0 ? 502 : 200;
        record.bytesIn = draw(4'000'000);
        record.stages = {static_cast<std::uint32_t>(draw(900)), static_cast<std::uint32_t>(draw(900)),
                         static_cast<std::uint32_t>(draw(400'000)), static_cast<std::uint32_t>(draw(900))};
        record.totalMicros = record.stages.queueMicros + record.stages.connectMicros + record.stages.backendMicros
                             + record.stages.transferMicros;
        record.decision.reason = static_cast<Reason>(1 + draw(8));
        record.decision.tier = static_cast<Tier>(draw(kTierCount));
        char id[40];
        std::snprintf(id, sizeof id, "%016llx%016llx", static_cast<unsigned long long>(random()),
                      static_cast<unsigned long long>(random()));
        record.requestId.assign(id);
    }
    return rows;
}

/// Of this thread: what others do on the machine does not count.
double threadMillis()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class Work>
void measure(const char* what, int runs, Work work)
{
    std::vector<double> millis;
    std::vector<double> cpu;
    for (int run = 0; run < runs; ++run) {
        QElapsedTimer timer;
        timer.start();
        const double before = threadMillis();
        work(run);
        cpu.push_back(threadMillis() - before);
        millis.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(millis.begin(), millis.end());
    std::sort(cpu.begin(), cpu.end());
    std::printf("%-86s CPU median %7.2f  worst %7.2f  clock median %7.2f\n", what, cpu[cpu.size() / 2], cpu.back(),
                millis[millis.size() / 2]);
}

void filterAndSort(RequestsModel& model, RequestFilter& filter)
{
    for (const char* text :
         {"backend:backend7", "code:5xx latency>200ms", "size>1MB -reason:burst_of_small", "id:7f3a", "\"7f3a\"",
          "backend7 200", "app:application1,application2 latency:1ms..100ms tier:local,container is:placed"}) {
        const FilterTerms terms = *parseFilter(QString::fromLatin1(text));
        filter.setTerms({});
        measure(qPrintable(QStringLiteral("filter %1").arg(QLatin1String(text))), 9,
                [&](int) { filter.setTerms(terms); });
    }
    filter.setTerms({});
    for (int column = 0; column < RequestsModel::ColumnCount; ++column) {
        const QString title = model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        measure(qPrintable(QStringLiteral("sort by %1").arg(title)), 5,
                [&](int run) { filter.sort(column, run % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder); });
    }
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QApplication app(argc, argv);
    std::mt19937_64 random(1);
    std::uint64_t next = 1;
    RequestsModel model;
    RequestFilter filter(model);
    DataTable table(QStringLiteral("benchTable"), QStringLiteral("bench"));
    table.setUp(&filter, {11, 11, 8, 7, 7, 11, 19, 9, 7, 7, 7, 8, 7}, RequestsModel::Status);
    table.resize(1'600, 900);
    table.show();
    while (model.rowCount() < RequestsModel::kMostRows)
        model.prepend(someRows(next, 1'000, random));
    QCoreApplication::processEvents();
    std::printf("%d rows, times in ms\n", model.rowCount());

    filterAndSort(model, filter);
    std::vector<std::vector<RequestRow>> batches;
    for (int batch = 0; batch < 20; ++batch)
        batches.push_back(someRows(next, 1'000, random));
    filter.sort(-1, Qt::AscendingOrder);
    measure("1,000 new rows, newest first", 10,
            [&](int run) { model.prepend(batches[static_cast<std::size_t>(run)]); });
    filter.sort(RequestsModel::Total, Qt::DescendingOrder);
    measure("1,000 new rows into a sorted table", 10,
            [&](int run) { model.prepend(batches[static_cast<std::size_t>(10 + run)]); });
    filter.sort(-1, Qt::AscendingOrder);
    QCoreApplication::processEvents();

    QImage image(table.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
    QScrollBar* bar = table.verticalScrollBar();
    const auto frame = [&] {
        QPainter painter(&image);
        table.viewport()->render(&painter);
    };
    measure("a frame while scrolling by lines (all visible rows painted)", 200, [&](int run) {
        bar->setValue(run * 3);
        frame();
    });
    measure("a frame while dragging through the whole table", 200, [&](int run) {
        bar->setValue(bar->maximum() / 200 * run);
        frame();
    });
    return 0;
}
