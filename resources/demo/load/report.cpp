// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/load/report.h"

#include <nlohmann/json.hpp>

#include <iomanip>
#include <sstream>

namespace straightline::demo
{

namespace
{

using nlohmann::json;

double accuracyOf(std::uint64_t right, std::uint64_t answered)
{
    return answered == 0 ? 0.0 : static_cast<double>(right) / static_cast<double>(answered);
}

void addTo(TierReport& report, const Outcome& outcome)
{
    ++report.requests;
    if (outcome.status == 200) {
        ++report.answered;
        report.correct += outcome.label == outcome.truth ? 1 : 0;
        report.expectedCorrect += outcome.expected == outcome.truth ? 1 : 0;
        report.asModel += outcome.label == outcome.expected ? 1 : 0;
    }
}

json jsonOf(const TierReport& report)
{
    return {{"requests", report.requests}, {"answered", report.answered},
            {"correct", report.correct},   {"expected_correct", report.expectedCorrect},
            {"as_model", report.asModel},  {"accuracy", accuracyOf(report.correct, report.answered)}};
}

void print(std::ostream& out, const char* title, const std::map<std::string, std::uint64_t>& counts)
{
    if (counts.empty()) {
        return;
    }
    out << title;
    for (const auto& [name, count] : counts) {
        out << "  " << name << " " << count;
    }
    out << "\n";
}

void print(std::ostream& out, const std::string& name, const TierReport& report)
{
    out << "  " << std::left << std::setw(12) << name << std::right << std::setw(8) << report.answered << " of "
        << report.requests << " answered, " << 100 * accuracyOf(report.correct, report.answered) << " % right ("
        << report.correct << "; the model itself: " << report.expectedCorrect << ")\n";
}

} // namespace

void Report::add(const Outcome& outcome)
{
    addTo(m_all, outcome);
    m_bytes += outcome.bytes;
    m_slip.add(outcome.slip);
    if (outcome.status == 0) {
        ++m_failures[outcome.failure];
        return;
    }
    addTo(m_tiers[outcome.tier], outcome);
    ++m_statuses[std::to_string(outcome.status)];
    ++m_backends[outcome.backend];
    ++m_reasons[outcome.reason];
    m_latency.add(outcome.latency);
}

json Report::json(double seconds) const
{
    nlohmann::json tiers = nlohmann::json::object();
    for (const auto& [name, report] : m_tiers) {
        tiers[name] = jsonOf(report);
    }
    nlohmann::json document = jsonOf(m_all);
    document.update(
        {{"seconds", seconds},
         {"bytes", m_bytes},
         {"statuses", m_statuses},
         {"failures", m_failures},
         {"tiers", tiers},
         {"backends", m_backends},
         {"reasons", m_reasons},
         {"latency_ms",
          {{"p50", m_latency.percentileMs(0.5)},
           {"p95", m_latency.percentileMs(0.95)},
           {"p99", m_latency.percentileMs(0.99)},
           {"max", m_latency.maxMs()}}},
         {"send_slip_ms",
          {{"p50", m_slip.percentileMs(0.5)}, {"p99", m_slip.percentileMs(0.99)}, {"max", m_slip.maxMs()}}}});
    return document;
}

std::string Report::text(double seconds) const
{
    std::ostringstream out;
    out << std::fixed << std::setprecision(2);
    out << m_all.requests << " requests in " << seconds << " s, " << m_all.answered << " answered with status 200, "
        << static_cast<double>(m_bytes) / 1e6 << " MB sent\n";
    print(out, "statuses:", m_statuses);
    print(out, "failures:", m_failures);
    print(out, "backends:", m_backends);
    print(out, "reasons: ", m_reasons);
    out << "latency from the intended instant: p50 " << m_latency.percentileMs(0.5) << " ms  p95 "
        << m_latency.percentileMs(0.95) << " ms  p99 " << m_latency.percentileMs(0.99) << " ms\n"
        << "send slip: p99 " << m_slip.percentileMs(0.99) << " ms\n"
        << "digits right, by tier:\n";
    for (const auto& [name, report] : m_tiers) {
        print(out, name, report);
    }
    print(out, "all", m_all);
    return out.str();
}

std::string Report::progress(double seconds, std::uint64_t sent) const
{
    std::ostringstream out;
    out << std::fixed << std::setprecision(0) << seconds << " s  sent " << sent << "  in flight "
        << sent - m_all.requests << "  ok " << m_all.answered << "  other " << m_all.requests - m_all.answered
        << std::setprecision(1) << "  p95 " << m_latency.percentileMs(0.95) << " ms  right "
        << 100 * accuracyOf(m_all.correct, m_all.answered) << " %";
    return out.str();
}

} // namespace straightline::demo
