// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay/sitemodels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/store/sitefile.h"

namespace straightline::app
{
namespace
{

using replay::BackendModel;
using replay::Spread;

struct NumberField {
    std::string_view name;
    double BackendModel::*member;
};
constexpr std::array<NumberField, 13> kNumbers{{{"service_ms", &BackendModel::serviceMs},
                                                {"per_mb_ms", &BackendModel::perMbMs},
                                                {"per_work_ms", &BackendModel::perWorkMs},
                                                {"cv", &BackendModel::cv},
                                                {"network_ms", &BackendModel::networkMs},
                                                {"cold_start_ms", &BackendModel::coldStartMs},
                                                {"cold_start_cv", &BackendModel::coldStartCv},
                                                {"start_ms", &BackendModel::startMs},
                                                {"keep_alive_s", &BackendModel::keepAliveS},
                                                {"usd_per_request", &BackendModel::usdPerRequest},
                                                {"usd_per_gb_s", &BackendModel::usdPerGbS},
                                                {"memory_gb", &BackendModel::memoryGb},
                                                {"usd_per_hour", &BackendModel::usdPerHour}}};
struct CountField {
    std::string_view name;
    std::uint32_t BackendModel::*member;
};
constexpr std::array<CountField, 4> kCounts{{{"workers", &BackendModel::workers},
                                             {"replicas", &BackendModel::replicas},
                                             {"backlog", &BackendModel::backlog},
                                             {"concurrency", &BackendModel::concurrency}}};
constexpr std::array<std::string_view, 3> kSpreads{"deterministic", "exponential", "lognormal"};

std::string knownKeys()
{
    std::string keys = "distribution";
    for (const CountField& each : kCounts)
        keys += fmt::format(", {}", each.name);
    for (const NumberField& each : kNumbers)
        keys += fmt::format(", {}", each.name);
    return keys;
}

Result<void> takeField(BackendModel& model, const std::string& key, const Json& value)
{
    const auto wrong = [&](std::string_view allowed) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("model.{} = {}: allowed is {}", key, value.dump(), allowed));
    };
    if (key == "distribution") {
        const std::string text = value.is_string() ? value.get<std::string>() : std::string();
        const auto found = std::find(kSpreads.begin(), kSpreads.end(), text);
        if (found == kSpreads.end())
            return wrong("\"deterministic\", \"exponential\" or \"lognormal\"");
        model.distribution = static_cast<Spread>(found - kSpreads.begin());
        return {};
    }
    const auto count =
        std::find_if(kCounts.begin(), kCounts.end(), [&](const CountField& each) { return each.name == key; });
    if (count != kCounts.end()) {
        constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
        if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > kMost)
            return wrong("a whole number from 0 on");
        model.*(count->member) = value.get<std::uint32_t>();
        return {};
    }
    const auto field =
        std::find_if(kNumbers.begin(), kNumbers.end(), [&](const NumberField& each) { return each.name == key; });
    if (field == kNumbers.end())
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("model.{}: unknown key; allowed are {}", key, knownKeys()));
    if (!value.is_number())
        return wrong("a number");
    model.*(field->member) = value.get<double>();
    return {};
}

Result<BackendModel> toModel(const store::SiteModel& from, BackendModel model)
{
    Result<void> good = {};
    if (!from.fields.is_object())
        return failure(ErrorCode::InvalidArgument, fmt::format("{}: model must be a table", from.where));
    for (const auto& [key, value] : from.fields.items()) {
        if (good)
            good = takeField(model, key, value);
    }
    if (good)
        good = validate(model);
    if (!good)
        return failure(ErrorCode::InvalidArgument, fmt::format("{}: {}", from.where, good.error().detail));
    return model;
}

} // namespace

Result<std::vector<replay::SimulatedApplication>> readSimulatedSite(const std::filesystem::path& file)
{
    const auto site = store::readSiteFile(file);
    if (!site)
        return tl::make_unexpected(site.error());
    const auto models = store::readSiteModels(file);
    if (!models)
        return tl::make_unexpected(models.error());
    if (site->applications.empty())
        return failure(ErrorCode::InvalidArgument, fmt::format("{}: there is no application", file.string()));
    const auto places = store::readSitePlaces(file);
    if (!places)
        return tl::make_unexpected(places.error());
    std::vector<replay::SimulatedApplication> applications;
    for (std::size_t i = 0; i < site->applications.size(); ++i) {
        const ApplicationConfiguration& application = site->applications[i];
        if (application.backends.empty())
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{}: application \"{}\" has no backend: at least one [[application.backend]] "
                                       "is needed to simulate it",
                                       (*places)[i], application.name));
        std::vector<BackendModel> ofBackends;
        for (const BackendConfiguration& backend : application.backends) {
            const auto found = std::find_if(models->begin(), models->end(), [&](const store::SiteModel& each) {
                return each.application == application.name && each.backend == backend.name;
            });
            BackendModel known = replay::defaultModel(backend.tier);
            if (const auto* container = std::get_if<ContainerSettings>(&backend.settings))
                known.replicas = container->replicas;
            Result<BackendModel> model = known;
            if (found != models->end())
                model = toModel(*found, known);
            if (!model)
                return tl::make_unexpected(model.error());
            ofBackends.push_back(*model);
        }
        applications.push_back(replay::makeSimulated(application, std::move(ofBackends)));
    }
    return applications;
}

} // namespace straightline::app
