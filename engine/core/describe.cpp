// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/describe.h"

#include <fmt/format.h>

namespace straightline::core
{
namespace
{

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};

} // namespace

std::string describe(const Change& change)
{
    return std::visit(Overloaded{
                          [](const PutApplication&) { return std::string("application put"); },
                          [](const RemoveApplication&) { return std::string("application removed"); },
                          [](const PutThresholds& put) {
                              return fmt::format("thresholds F = {:g} /s, D = {} bytes", put.thresholds.frequencyHz,
                                                 put.thresholds.sizeBytes);
                          },
                          [](const PutPolicy& put) { return fmt::format("policy {}", toString(put.policy)); },
                          [](const PutBackend& put) {
                              return std::string(put.backend.drained ? "backend put, drained" : "backend put");
                          },
                          [](const RemoveBackend&) { return std::string("backend removed"); },
                          [](const PutSettings&) { return std::string("settings put"); },
                          [](const Restore& restore) { return fmt::format("restored: {}", changeAction(restore)); },
                          [](const PutSite& put) {
                              return fmt::format("site put with {} applications", put.site.applications.size());
                          },
                      },
                      change);
}

} // namespace straightline::core
