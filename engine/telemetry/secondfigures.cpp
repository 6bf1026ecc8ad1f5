// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/secondfigures.h"

#include <cassert>

namespace straightline::telemetry
{

namespace
{

constexpr std::size_t indexOf(Figure figure)
{
    return static_cast<std::size_t>(figure);
}

} // namespace

SecondFigures::Sample SecondFigures::sampleOf(const RequestRecord& record)
{
    const auto& stages = record.stages;
    return {.sizeBytes = record.decision.features.sizeBytes,
            .stageMicros = {record.totalMicros, stages.queueMicros, stages.connectMicros, stages.backendMicros,
                            stages.transferMicros},
            .overheadMicros = record.overheadMicros,
            .outcome = static_cast<std::uint8_t>(record.outcome),
            .decided = record.decision.reason != Reason::None,
            .reached = record.backendNumber != 0,
            .failed = isFailure(record)};
}

template <class Visit>
void SecondFigures::forEachFigure(const Sample& sample, Visit visit)
{
    if (sample.decided)
        visit(Figure::Size, sample.sizeBytes);
    if (sample.failed)
        visit(Figure::Failed, std::uint64_t{sample.outcome});
    if (!sample.reached)
        return; // refusals are quick: they would make an overloaded application look fast
    for (std::size_t stage = 0; stage < sample.stageMicros.size(); ++stage)
        visit(static_cast<Figure>(stage), std::uint64_t{sample.stageMicros[stage]});
    visit(Figure::Overhead, std::uint64_t{sample.overheadMicros});
}

void SecondFigures::count(const Sample& sample, FigureHistograms& histograms)
{
    forEachFigure(sample, [&](Figure figure, std::uint64_t value) { histograms[indexOf(figure)].record(value); });
}

void SecondFigures::add(const RequestRecord& record)
{
    assert(!m_closed);
    const Sample sample = sampleOf(record);
    if (m_histograms) {
        count(sample, *m_histograms);
        return;
    }
    m_samples.push_back(sample);
    if (m_samples.size() < kMostSamples)
        return;
    m_histograms = std::make_unique<FigureHistograms>();
    for (const Sample& each : m_samples)
        count(each, *m_histograms);
    m_samples = std::vector<Sample>(); // = {} would keep the memory
}

void SecondFigures::close(FigureHistograms& scratch)
{
    FigureHistograms& histograms = m_histograms ? *m_histograms : scratch;
    for (const Sample& sample : m_samples)
        count(sample, histograms);
    for (std::size_t figure = 0; figure < kFigures; ++figure) {
        m_blobs[figure] = histograms[figure].toBlob();
        histograms[figure].clear();
    }
    m_histograms.reset();
    m_samples = std::vector<Sample>(); // = {} would keep the memory
    m_closed = true;
}

void SecondFigures::clear()
{
    *this = {};
}

const HistogramBlob& SecondFigures::blob(Figure figure) const
{
    return m_blobs[indexOf(figure)];
}

void SecondFigures::addTo(Histogram& histogram, Figure figure) const
{
    const Result<void> merged = histogram.mergeBlob(blob(figure));
    assert(merged); // it was made here
    static_cast<void>(merged);
    if (m_histograms)
        histogram.merge((*m_histograms)[indexOf(figure)]);
    for (const Sample& sample : m_samples) {
        forEachFigure(sample, [&](Figure each, std::uint64_t value) {
            if (each == figure)
                histogram.record(value);
        });
    }
}

} // namespace straightline::telemetry
