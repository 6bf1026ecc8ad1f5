// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "engine/api/functionhost.h"

namespace straightline
{

/// Functions that a test answers for. One thread, but for what it calls itself.
class ScriptedFunctions final : public FunctionRuntime
{
public:
    struct Probe {
        std::uint32_t number = 0;
        TrialRequest request;
        std::function<void(TrialAnswer)> done;
    };

    std::vector<Probe> open;               ///< not answered yet
    std::function<void(std::size_t)> came; ///< told the place in `open` of each new one

    void answer(std::size_t place, const TrialAnswer& answer)
    {
        const auto at = open.begin() + static_cast<std::ptrdiff_t>(place);
        const auto done = std::move(at->done);
        open.erase(at);
        done(answer);
    }

    void probe(std::uint32_t backendNumber, TrialRequest request, std::function<void(TrialAnswer)> done) override
    {
        open.push_back({backendNumber, std::move(request), std::move(done)});
        if (came)
            came(open.size() - 1);
    }
    void instanceExited(InstanceId, std::string) override {}
    void recycle(std::uint32_t) override {}
    FunctionStatus functionStatus(std::uint32_t) const override { return {}; }
    void beginTrial(FunctionTrial) override {}
    void invokeTrial(std::uint32_t, TrialRequest) override {}
    std::optional<TrialAnswer> trialAnswer(std::uint32_t) const override { return std::nullopt; }
    void endTrial(std::uint32_t) override {}
};

} // namespace straightline
