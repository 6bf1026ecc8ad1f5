// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "engine/api/configuration.h"
#include "engine/api/requestrecord.h"
#include "engine/replay/backendmodel.h"

namespace straightline::replay
{

inline constexpr std::size_t kResiduals = 256; ///< quantiles kept of the measured noise

/// A model, and what it rests on.
struct FittedModel {
    BackendModel model;
    std::uint64_t samples = 0; ///< requests that were answered warm and at the first attempt
    bool fitted = false;       ///< false: too few samples, this is the tier's default
    double failureShare = 0.0; ///< requests that ended here without a good answer, of all that ended here; 0 … 1
};

/// How a backend behaved, from the records of the requests that ended there (`backendNumber`), in any order.
///
/// - size: service time = a + b × size, by weighted median of slopes between the medians of bins of size (Theil–Sen),
///   so that a tenth of wild values does not move it; from requests that found a worker free;
/// - noise: the quantiles of measured / expected, which keeps the shape whatever it is;
/// - workers: how many requests at once it takes without being slower, from the time as a function of the requests that
///   were there already; 0 when it never got slower;
/// - network: the median of what connecting and the answer's transfer took;
/// - cold starts: mean and standard deviation of the connect stage where an instance was started; how long instances
///   are kept is configured; prices are the tier's defaults.
/// With fewer than `least` samples the tier's default. Pure; 10,000 records take some ms.
FittedModel fitModel(const BackendConfiguration& backend, std::span<const RequestRecord* const> records,
                     std::size_t least);

} // namespace straightline::replay
