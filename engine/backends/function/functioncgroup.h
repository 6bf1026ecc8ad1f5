// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/result.h"

namespace straightline::backends
{

/// Where this process may make control groups, of either version. The two texts are /proc/self/mountinfo and
/// /proc/self/cgroup.
struct CgroupPlaces {
    struct Place {
        std::string controller; ///< "memory", "cpu" or "pids"
        std::filesystem::path folder;
        bool unified = false; ///< version 2
        bool operator==(const Place&) const = default;
    };
    std::vector<Place> places;

    static CgroupPlaces find(std::string_view mountInfo, std::string_view cgroup);
    static CgroupPlaces ofThisProcess();
};

/// The control groups of one function instance. Engine thread; owned by its process, then by the supervisor until
/// remove() succeeds.
class FunctionCgroup
{
public:
    ~FunctionCgroup() { remove(); }
    FunctionCgroup(const FunctionCgroup&) = delete;
    FunctionCgroup& operator=(const FunctionCgroup&) = delete;

    const std::vector<int>& joinDescriptors() const { return m_join; } ///< write "0" to each to become a member
    void closeJoinDescriptors();
    bool ranOutOfMemory() const; ///< the kernel killed a member for memory
    bool remove();               ///< kills members that are left; false: they are still dying, try again later

private:
    friend class FunctionCgroups;
    FunctionCgroup() = default;

    std::vector<std::filesystem::path> m_folders;
    std::filesystem::path m_memoryEvents;
    std::vector<int> m_join;
};

/// Makes control groups for instances below the places found, under a folder with our process id. Engine thread.
class FunctionCgroups
{
public:
    explicit FunctionCgroups(CgroupPlaces places);
    ~FunctionCgroups();
    FunctionCgroups(const FunctionCgroups&) = delete;
    FunctionCgroups& operator=(const FunctionCgroups&) = delete;

    bool limitsMemory() const { return has("memory"); }
    bool limitsCpu() const { return has("cpu"); }
    /// 0 = no limit.
    [[nodiscard]] Result<std::unique_ptr<FunctionCgroup>> make(std::uint64_t id, std::uint64_t memoryBytes,
                                                               double cpus);

private:
    bool has(std::string_view controller) const;
    bool open(const CgroupPlaces::Place& place);
    void removeAbandoned(const std::filesystem::path& folder) const;

    std::vector<CgroupPlaces::Place> m_places; ///< whose `folder` is our own below the place found
};

} // namespace straightline::backends
