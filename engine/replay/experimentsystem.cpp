// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/experimentsystem.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/replay/philox.h"

namespace straightline::replay
{

namespace
{

constexpr double kFixedShare = 0.2;
constexpr double kSizeShare = 0.3;

/// One backend of the design: its time is the work × `slowness`.
struct BackendRow {
    const char* name;
    Tier tier;
    double slowness;
    double perMbMs; ///< of its network
    std::uint32_t replicas;
    std::uint32_t workers; ///< of the serverless one this and slowness are SystemParameters, 0 here
    std::uint32_t backlog;
    double networkMs;
    double usdPerHour;
};
constexpr std::array<BackendRow, 4> kBackends{
    {{"local", Tier::Local, 1.0, 1.0, 1, 4, 64, 0.5, 0.0},
     {"docker", Tier::Container, 0.8, 1.0, 2, 4, 128, 2.0, 0.16},
     {"vm", Tier::Container, 0.7, 10.0, 1, 4, 128, 5.0, 0.19},
     {"serverless", Tier::Serverless, 0.0, 1'000.0 / 30.0, 1, 0, 0, 20.0, 0.0}}};
constexpr std::uint64_t kPayloadLimitBytes = 6'291'456;

/// Of one application's requests.
struct Means {
    double rateHz = 0.0;
    double mb = 0.0;
    double work = 0.0;
};

Means meansOf(const ExperimentTrace& trace, std::uint32_t application)
{
    Means means;
    double count = 0;
    for (const TraceRow& row : trace.rows) {
        if (row.application != application)
            continue;
        ++count;
        means.mb += static_cast<double>(row.sizeBytes) / 1e6;
        means.work += row.work;
    }
    if (count == 0)
        return means;
    const auto span = static_cast<double>(trace.rows.back().arrivalNanos - trace.rows.front().arrivalNanos);
    means.rateHz = span > 0 ? count / span * 1e9 : 0;
    means.mb /= count;
    means.work /= count;
    return means;
}

/// The mean request's work in ms at slowness 1.
double workMsFor(const Means& means, double utilisation)
{
    double capacity = 0;
    for (const BackendRow& each : kBackends) {
        if (each.tier != Tier::Serverless)
            capacity += each.workers * each.replicas / each.slowness;
    }
    return means.rateHz > 0 ? 1'000.0 * utilisation * capacity / means.rateHz : 0.0;
}

void addInstances(BackendModel& model, const SystemParameters& system)
{
    model.concurrency = system.serverlessLimit;
    model.coldStartMs = 1'000.0 * system.coldStartS * std::exp(0.125); // lognormal (ln 1.2 s, 0.5)
    model.coldStartCv = std::sqrt(std::expm1(0.25));
    model.keepAliveS = system.keepAliveS;
    model.usdPerRequest = 2e-7;
    model.usdPerGbS = 1.66667e-5;
    model.memoryGb = 3.0;
}

BackendModel modelOf(const BackendRow& row, const Means& means, double workMs, const ExperimentPlan& plan)
{
    const bool serverless = row.tier == Tier::Serverless;
    const double sizeShare = plan.work == WorkLaw::BySize ? kSizeShare : 0.0;
    const double perSize = means.mb > 0 ? sizeShare : 0.0;
    const double perWork = means.work > 0 ? 1.0 - kFixedShare - sizeShare : 0.0;
    const double slowness = serverless ? plan.system.serverlessSlowness : row.slowness;
    BackendModel model{.serviceMs = slowness * workMs * (1.0 - perSize - perWork),
                       .perMbMs = row.perMbMs + (means.mb > 0 ? slowness * workMs * perSize / means.mb : 0.0),
                       .perWorkMs = means.work > 0 ? slowness * workMs * perWork / means.work : 0.0,
                       .distribution = Spread::Lognormal,
                       .cv = plan.system.noiseCv,
                       .workers = serverless ? 0 : row.workers,
                       .replicas = row.replicas,
                       .backlog = row.backlog,
                       .networkMs = row.networkMs,
                       .usdPerHour = row.usdPerHour};
    if (std::string_view(row.name) == "docker")
        model.startMs = 1'000.0 * plan.system.dockerStartS;
    if (serverless)
        addInstances(model, plan.system);
    return model;
}

SimulatedApplication applicationOf(const std::string& name, const Means& means, const ExperimentPlan& plan)
{
    ApplicationConfiguration application;
    application.name = name.empty() ? "application" : name;
    std::vector<BackendModel> models;
    for (const BackendRow& row : kBackends) {
        BackendConfiguration& backend = application.backends.emplace_back();
        backend.name = row.name;
        backend.tier = row.tier;
        backend.settings = HttpSettings{.url = "http://127.0.0.1:1"};
        const bool serverless = row.tier == Tier::Serverless;
        backend.capacity =
            serverless ? plan.system.serverlessLimit
                       : static_cast<std::uint32_t>(std::ceil(row.workers * row.replicas * plan.slotsPerWorker));
        backend.payloadLimitBytes = serverless ? kPayloadLimitBytes : 0;
        models.push_back(modelOf(row, means, workMsFor(means, plan.calmUtilisation), plan));
    }
    return makeSimulated(application, std::move(models));
}

std::array<std::int64_t, 2> boundsOf(const ExperimentPlan& plan, ExperimentPart part)
{
    const auto index = static_cast<std::size_t>(part);
    const double length = (plan.boundsS[index + 1] - plan.boundsS[index]) * plan.share;
    return {std::llround(plan.boundsS[index] * 1e9), std::llround((plan.boundsS[index] + length) * 1e9)};
}

} // namespace

std::vector<SimulatedApplication> experimentSystem(const ExperimentTrace& trace, const ExperimentPlan& plan)
{
    std::vector<SimulatedApplication> system;
    for (std::size_t i = 0; i < trace.applications.size(); ++i)
        system.push_back(applicationOf(trace.applications[i], meansOf(trace, static_cast<std::uint32_t>(i)), plan));
    return system;
}

std::string describe(const std::vector<SimulatedApplication>& system)
{
    std::string text;
    for (const SimulatedApplication& application : system) {
        for (std::size_t i = 0; i < application.models.size(); ++i) {
            const BackendModel& m = application.models[i];
            const BackendRoute& route = application.route.backends[i];
            text += fmt::format("{}/{} {} capacity {} limit {} B: {:.3f} ms + {:.3f} ms/MB + {:.3f} ms x work, cv {}, "
                                "workers {} x {}, backlog {}, concurrency {}, start {} ms, network {} ms, cold {:.1f} "
                                "ms cv {:.3f}, keep {} s, {} USD/request, {} USD/GB-s x {} GB, {} USD/h\n",
                                application.name, route.name, toString(route.tier), route.capacity,
                                route.payloadLimitBytes, m.serviceMs, m.perMbMs, m.perWorkMs, m.cv, m.workers,
                                m.replicas, m.backlog, m.concurrency, m.startMs, m.networkMs, m.coldStartMs,
                                m.coldStartCv, m.keepAliveS, m.usdPerRequest, m.usdPerGbS, m.memoryGb, m.usdPerHour);
        }
    }
    return text;
}

std::vector<TraceRow> partOf(const ExperimentTrace& trace, const ExperimentPlan& plan, ExperimentPart part,
                             const std::vector<LoadStep>& load)
{
    const auto [from, to] = boundsOf(plan, part);
    const TimeWarp warp(to - from, load);
    std::vector<TraceRow> rows;
    for (TraceRow row : trace.rows) {
        if (row.arrivalNanos < from || row.arrivalNanos >= to)
            continue;
        row.arrivalNanos = warp.at(row.arrivalNanos - from);
        rows.push_back(row);
    }
    return rows;
}

FaultPlan faultsOf(const ExperimentFault& fault, const ExperimentPlan& plan, ExperimentPart part,
                   const std::vector<LoadStep>& load)
{
    const auto [from, to] = boundsOf(plan, part);
    const TimeWarp warp(to - from, load);
    FaultPlan faults{
        .faults = fault.faults, .staleNanos = std::llround(fault.staleMs * 1e6), .gateways = fault.gateways};
    for (Fault& each : faults.faults) {
        each.fromS = static_cast<double>(warp.atShare(each.fromS)) / 1e9;
        each.toS = static_cast<double>(warp.atShare(each.toS)) / 1e9;
    }
    return faults;
}

ExperimentTrace syntheticTrace(double lengthS)
{
    ExperimentTrace trace{.name = "synthetic", .note = "made up: bursts, lognormal sizes", .applications = {"made-up"}};
    constexpr std::uint64_t kSeed = 20'260'101;
    std::uint64_t place = 0;
    const auto unit = [&] { return toUnit(randomWord(kSeed, place++, Purpose::Spread, 0)); };
    const auto exponential = [&](double mean) { return -mean * std::log(unit()); };
    const auto normal = [&] { // Box and Muller 1958
        const double radius = std::sqrt(-2.0 * std::log(unit()));
        return radius * std::cos(6.283185307179586 * unit());
    };
    bool burst = false;
    double turns = exponential(60);
    for (double at = exponential(1.0 / 8); at < lengthS; at += exponential(burst ? 1.0 / 24 : 1.0 / 8)) {
        for (; at > turns; burst = !burst)
            turns += exponential(burst ? 60 : 20);
        const double bulk = normal();
        trace.rows.push_back({.arrivalNanos = std::llround(at * 1e9),
                              .sizeBytes = static_cast<std::uint64_t>(200'000 * std::exp(bulk)),
                              .work = 0.3 + 0.7 * std::exp(0.6 * (0.5 * bulk + 0.866 * normal()) - 0.18)});
    }
    return trace;
}

} // namespace straightline::replay
