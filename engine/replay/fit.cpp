// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replay/fit.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

namespace straightline::replay
{

namespace
{

constexpr double kLeastMs = 1e-3;
constexpr std::size_t kMostBins = 16;
constexpr std::size_t kBinSamples = 20;
constexpr std::size_t kLevelSamples = 5; ///< of one number of requests in flight, for its median to count
constexpr double kTrifle = 0.01;         ///< mean logarithm by which a number of workers must explain more than none
constexpr double kColdCv = 0.3;          ///< of too few cold starts to tell
constexpr std::size_t kColdSamples = 5;

/// One request as the fit sees it.
struct Sample {
    double sizeMb;
    double tookMs;      ///< at the backend, network included
    double networkMs;   ///< connecting, and the answer's transfer
    std::uint32_t busy; ///< requests that were there already
};

struct Line {
    double a = 0.0; ///< ms
    double b = 0.0; ///< ms for each 10^6 bytes
    double at(double sizeMb) const { return std::max(a + b * sizeMb, kLeastMs); }
};

double median(std::vector<double> values)
{
    if (values.empty())
        return 0.0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

bool isGood(const RequestRecord& record)
{
    return record.outcome == Outcome::Answered && record.status < 500;
}

bool wasCold(const RequestRecord& record)
{
    return record.attempts[0].coldStart;
}

std::int64_t beganMicros(const RequestRecord& record)
{
    return record.arrivalUnixMicros + record.stages.queueMicros;
}

/// Those answered warm at the first attempt, with how many others were there when they came.
std::vector<Sample> samplesOf(std::span<const RequestRecord* const> records)
{
    std::vector<const RequestRecord*> inOrder(records.begin(), records.end());
    std::sort(inOrder.begin(), inOrder.end(), [](const RequestRecord* one, const RequestRecord* other) {
        return beganMicros(*one) < beganMicros(*other);
    });
    std::vector<std::int64_t> ends; // a heap, earliest first
    std::vector<Sample> samples;
    for (const RequestRecord* record : inOrder) {
        while (!ends.empty() && ends.front() <= beganMicros(*record)) {
            std::pop_heap(ends.begin(), ends.end(), std::greater<>());
            ends.pop_back();
        }
        if (isGood(*record) && record->attemptCount == 1 && !wasCold(*record)) {
            const StageTimes& stages = record->stages;
            const double network = stages.connectMicros + static_cast<double>(stages.transferMicros);
            samples.push_back({static_cast<double>(record->decision.features.sizeBytes) / 1e6,
                               (network + stages.backendMicros) / 1e3, network / 1e3,
                               static_cast<std::uint32_t>(ends.size())});
        }
        ends.push_back(record->arrivalUnixMicros + record->totalMicros);
        std::push_heap(ends.begin(), ends.end(), std::greater<>());
    }
    return samples;
}

struct Slope {
    double value;
    double weight;
};

double weightedMedian(std::vector<Slope> slopes)
{
    std::sort(slopes.begin(), slopes.end(),
              [](const Slope& one, const Slope& other) { return one.value < other.value; });
    const double all = std::accumulate(slopes.begin(), slopes.end(), 0.0,
                                       [](double sum, const Slope& each) { return sum + each.weight; });
    double before = 0.0;
    for (const Slope& each : slopes) {
        before += each.weight;
        if (before >= all / 2)
            return each.value;
    }
    return 0.0;
}

/// Through the medians of bins of size; neither part is below 0.
Line fitLine(std::vector<Sample> samples)
{
    std::sort(samples.begin(), samples.end(),
              [](const Sample& one, const Sample& other) { return one.sizeMb < other.sizeMb; });
    const std::size_t bins = std::clamp<std::size_t>(samples.size() / kBinSamples, 1, kMostBins);
    std::vector<std::pair<double, double>> points;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        std::vector<double> sizes;
        std::vector<double> times;
        for (std::size_t i = bin * samples.size() / bins; i < (bin + 1) * samples.size() / bins; ++i) {
            sizes.push_back(samples[i].sizeMb);
            times.push_back(samples[i].tookMs);
        }
        points.emplace_back(median(std::move(sizes)), median(std::move(times)));
    }
    std::vector<Slope> slopes;
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j = i + 1; j < points.size(); ++j) {
            if (const double apart = points[j].first - points[i].first; apart > 0.0)
                slopes.push_back({(points[j].second - points[i].second) / apart, apart});
        }
    }
    Line line;
    line.b = std::max(weightedMedian(std::move(slopes)), 0.0);
    std::vector<double> rests;
    for (const auto& [size, time] : points)
        rests.push_back(time - line.b * size);
    line.a = std::max(median(std::move(rests)), 0.0);
    return line;
}

std::vector<Sample> calmest(const std::vector<Sample>& samples)
{
    std::vector<std::uint32_t> levels;
    for (const Sample& each : samples)
        levels.push_back(each.busy);
    const auto part = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 4);
    std::nth_element(levels.begin(), part, levels.end());
    std::vector<Sample> calm;
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(calm),
                 [most = *part](const Sample& each) { return each.busy <= most; });
    return calm;
}

/// The mean without the largest twentieth.
double calmMean(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t kept = std::max<std::size_t>(values.size() - values.size() / 20, 1);
    return std::accumulate(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(kept), 0.0)
           / static_cast<double>(kept);
}

/// The requests that found so many others.
struct Level {
    double busy;
    double longer; ///< times as long as when it was calm
    double weight;
};

/// What they took against what is expected of their sizes, each as a sum: waiting does not depend on the own size.
class Group
{
public:
    void add(const Sample& sample, const Line& line)
    {
        m_took.push_back(sample.tookMs);
        m_expected += line.at(sample.sizeMb);
    }
    std::size_t size() const { return m_took.size(); }
    double factor() const { return calmMean(m_took) * static_cast<double>(m_took.size()) / m_expected; }

private:
    std::vector<double> m_took;
    double m_expected = 0.0;
};

std::vector<Level> levelsOf(const std::vector<Sample>& samples, const std::vector<Sample>& calm, const Line& line)
{
    Group usual;
    for (const Sample& each : calm)
        usual.add(each, line);
    std::vector<Group> byLevel;
    for (const Sample& each : samples) {
        byLevel.resize(std::max<std::size_t>(byLevel.size(), each.busy + 1));
        byLevel[each.busy].add(each, line);
    }
    std::vector<Level> levels;
    for (std::size_t busy = 0; busy < byLevel.size(); ++busy) {
        const Group& group = byLevel[busy];
        if (group.size() >= kLevelSamples)
            levels.push_back(
                {static_cast<double>(busy), group.factor() / usual.factor(), static_cast<double>(group.size())});
    }
    return levels;
}

/// How badly a number of workers explains the levels: the sum of logarithms, but for a factor that all have in common,
/// because a backend that is seldom calm has no level that shows what it takes without waiting.
double lossOf(const std::vector<Level>& levels, double workers)
{
    std::vector<Slope> logarithms;
    for (const Level& each : levels) {
        const double expected = 1.0 + std::max(each.busy - workers + 1.0, 0.0) / workers;
        logarithms.push_back({std::log(std::max(each.longer, 1e-6) / expected), each.weight});
    }
    const double common = weightedMedian(logarithms);
    return std::accumulate(logarithms.begin(), logarithms.end(), 0.0, [&](double sum, const Slope& each) {
        return sum + each.weight * std::abs(each.value - common);
    });
}

/// The number of workers under which "there were k already" explains best how much longer it took; first come first
/// served, the k-th waits for (k − workers + 1) / workers services. 0 = as many as the capacity.
std::uint32_t fitWorkers(const std::vector<Level>& levels, std::size_t samples, std::uint32_t capacity)
{
    if (levels.empty())
        return 0;
    const double trifle = kTrifle * static_cast<double>(samples);
    const auto most = std::min(capacity, static_cast<std::uint32_t>(levels.back().busy) + 1);
    double least = lossOf(levels, 1e9);
    std::uint32_t best = 0;
    for (std::uint32_t workers = 1; workers < most; ++workers) {
        if (const double each = lossOf(levels, workers); each < least - (best == 0 ? trifle : 0.0)) {
            least = each;
            best = workers;
        }
    }
    return best;
}

/// Quantiles of measured / expected with mean 1; what they were divided by goes into the line.
std::vector<float> fitResiduals(const std::vector<Sample>& samples, Line& line)
{
    std::vector<double> ratios;
    for (const Sample& each : samples)
        ratios.push_back(std::max(each.tookMs, kLeastMs) / line.at(each.sizeMb));
    std::sort(ratios.begin(), ratios.end());
    const double mean = std::accumulate(ratios.begin(), ratios.end(), 0.0) / static_cast<double>(ratios.size());
    line.a *= mean;
    line.b *= mean;
    std::vector<float> quantiles(kResiduals);
    const double last = static_cast<double>(ratios.size() - 1);
    double sum = 0.0;
    for (std::size_t i = 0; i < kResiduals; ++i) {
        const double at = std::clamp((static_cast<double>(i) + 0.5) / kResiduals * (last + 1.0) - 0.5, 0.0, last);
        const auto below = static_cast<std::size_t>(at);
        const std::size_t above = std::min(below + 1, ratios.size() - 1);
        const double part = at - static_cast<double>(below);
        quantiles[i] = static_cast<float>((ratios[below] * (1.0 - part) + ratios[above] * part) / mean);
        sum += static_cast<double>(quantiles[i]);
    }
    for (float& each : quantiles) // the table's own mean is to be 1
        each = static_cast<float>(static_cast<double>(each) * kResiduals / sum);
    return quantiles;
}

void fitColdStarts(BackendModel& model, const BackendConfiguration& backend,
                   std::span<const RequestRecord* const> records)
{
    const auto* const function = std::get_if<FunctionSettings>(&backend.settings);
    if (function == nullptr) {
        model.coldStartMs = 0.0;
        return;
    }
    model.keepAliveS = std::chrono::duration<double>(function->keepAlive).count();
    if (function->memoryBytes > 0)
        model.memoryGb = static_cast<double>(function->memoryBytes) / 1e9;
    std::vector<double> starts;
    for (const RequestRecord* record : records) {
        if (isGood(*record) && record->attemptCount == 1 && wasCold(*record))
            starts.push_back(record->stages.connectMicros / 1e3);
    }
    if (starts.empty())
        return; // the tier's default: it must start some time
    const auto count = static_cast<double>(starts.size());
    const double mean = std::accumulate(starts.begin(), starts.end(), 0.0) / count;
    double squares = 0.0;
    for (const double each : starts)
        squares += (each - mean) * (each - mean);
    model.coldStartMs = std::max(mean, kLeastMs);
    model.coldStartCv =
        starts.size() < kColdSamples ? kColdCv : std::min(std::sqrt(squares / count) / model.coldStartMs, 10.0);
}

double failureShareOf(std::span<const RequestRecord* const> records)
{
    std::size_t ended = 0;
    std::size_t failed = 0;
    for (const RequestRecord* record : records) {
        if (isClientFailure(*record) || record->outcome == Outcome::BackendTimeout)
            continue; // the client's own; or what the simulation itself finds out
        ++ended;
        failed += isGood(*record) ? 0 : 1;
    }
    return ended > 0 ? static_cast<double>(failed) / static_cast<double>(ended) : 0.0;
}

} // namespace

FittedModel fitModel(const BackendConfiguration& backend, std::span<const RequestRecord* const> records,
                     std::size_t least)
{
    FittedModel fitted;
    fitted.model = defaultModel(backend.tier);
    fitted.failureShare = failureShareOf(records);
    std::vector<Sample> samples = samplesOf(records);
    fitted.samples = samples.size();
    fitColdStarts(fitted.model, backend, records);
    if (samples.size() < std::max<std::size_t>(least, 2))
        return fitted;
    std::vector<double> network;
    for (const Sample& each : samples)
        network.push_back(each.networkMs);
    fitted.model.networkMs = median(std::move(network));
    for (Sample& each : samples)
        each.tookMs = std::max(each.tookMs - fitted.model.networkMs, kLeastMs);
    const std::vector<Sample> calm = calmest(samples);
    fitted.model.workers = fitWorkers(levelsOf(samples, calm, fitLine(calm)), samples.size(), backend.capacity);
    std::vector<Sample> served; // at once: a worker was free
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(served),
                 [&](const Sample& each) { return fitted.model.workers == 0 || each.busy < fitted.model.workers; });
    if (served.size() < 2)
        served = calm;
    Line line = fitLine(served);
    fitted.model.residuals = fitResiduals(served, line);
    fitted.model.distribution = Spread::Empirical;
    fitted.model.serviceMs = line.a;
    fitted.model.perMbMs = line.b;
    fitted.model.perWorkMs = 0.0;
    fitted.fitted = true;
    return fitted;
}

} // namespace straightline::replay
