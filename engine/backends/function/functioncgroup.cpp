// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/function/functioncgroup.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace straightline::backends
{
namespace fs = std::filesystem;

namespace
{

constexpr std::string_view kPrefix = "straightline-";
constexpr std::int64_t kPeriodMicros = 100'000;
constexpr unsigned kMostTasks = 512; ///< processes and threads of one instance

std::string readFile(const fs::path& path)
{
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// 0, or errno: control files refuse at write.
int writeFile(const fs::path& path, const std::string& text)
{
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    const int result = ::write(fd, text.data(), text.size()) < 0 ? errno : 0;
    ::close(fd);
    return result;
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    std::istringstream stream{std::string(text)};
    for (std::string part; std::getline(stream, part, separator);)
        parts.push_back(part);
    return parts;
}

bool contains(const std::vector<std::string>& list, std::string_view item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

struct Mount {
    std::string root;
    std::string point;
    bool unified = false;
    std::vector<std::string> controllers; ///< version 1
};

std::vector<Mount> readMounts(std::string_view mountInfo)
{
    std::vector<Mount> mounts;
    for (const std::string& line : split(mountInfo, '\n')) {
        // 36 35 98:0 /root /point options optional… - type source superoptions
        const std::size_t dash = line.find(" - ");
        const auto head = split(line.substr(0, dash), ' ');
        const auto tail = dash == std::string::npos ? head : split(line.substr(dash + 3), ' ');
        if (head.size() < 5 || tail.size() < 3)
            continue;
        if (tail[0] == "cgroup2")
            mounts.push_back({head[3], head[4], true, {}});
        else if (tail[0] == "cgroup")
            mounts.push_back({head[3], head[4], false, split(tail[2], ',')});
    }
    return mounts;
}

/// A group's folder below the mount; the mount itself when it shows another part of the tree (as in containers).
fs::path folderOf(const Mount& mount, const std::string& group)
{
    std::string below = group;
    if (mount.root != "/" && below.starts_with(mount.root))
        below.erase(0, mount.root.size());
    const fs::path folder = fs::path(mount.point + '/' + below).lexically_normal();
    std::error_code error;
    return fs::is_directory(folder, error) ? folder : fs::path(mount.point);
}

} // namespace

CgroupPlaces CgroupPlaces::find(std::string_view mountInfo, std::string_view cgroup)
{
    CgroupPlaces found;
    const std::vector<Mount> mounts = readMounts(mountInfo);
    for (const std::string& line : split(cgroup, '\n')) {
        // 4:memory:/path, and 0::/path for version 2
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const auto controllers = split(line.substr(first + 1, second - first - 1), ',');
        for (const Mount& mount : mounts) {
            const fs::path folder = folderOf(mount, line.substr(second + 1));
            const auto offered =
                mount.unified ? split(readFile(folder / "cgroup.controllers"), ' ') : mount.controllers;
            for (const char* name : {"memory", "cpu", "pids"}) {
                const bool same = mount.unified ? controllers.empty() : contains(controllers, name);
                const bool known = std::any_of(found.places.begin(), found.places.end(),
                                               [&](const Place& place) { return place.controller == name; });
                const bool listed = std::any_of(offered.begin(), offered.end(), [&](const std::string& each) {
                    return each == name || each == std::string(name) + '\n';
                });
                if (same && listed && !known)
                    found.places.push_back({name, folder, mount.unified});
            }
        }
    }
    return found;
}

CgroupPlaces CgroupPlaces::ofThisProcess()
{
    return find(readFile("/proc/self/mountinfo"), readFile("/proc/self/cgroup"));
}

FunctionCgroups::FunctionCgroups(CgroupPlaces places)
{
    for (const auto& place : places.places) {
        removeAbandoned(place.folder);
        if (open(place))
            m_places.push_back(
                {place.controller, place.folder / fmt::format("{}{}", kPrefix, getpid()), place.unified});
    }
}

FunctionCgroups::~FunctionCgroups()
{
    for (const auto& place : m_places) {
        if (place.unified) { // back to where we were, if we had to move
            if (!readFile(place.folder / "engine" / "cgroup.procs").empty())
                writeFile(place.folder.parent_path() / "cgroup.procs", "0");
            ::rmdir((place.folder / "engine").c_str());
        }
        ::rmdir(place.folder.c_str());
    }
}

bool FunctionCgroups::has(std::string_view controller) const
{
    return std::any_of(m_places.begin(), m_places.end(),
                       [&](const auto& each) { return each.controller == controller; });
}

bool FunctionCgroups::open(const CgroupPlaces::Place& place)
{
    const fs::path own = place.folder / fmt::format("{}{}", kPrefix, getpid());
    std::error_code error;
    fs::create_directory(own, error);
    if (error)
        return false;
    if (!place.unified)
        return true;
    // Version 2 hands a controller down only from groups without processes of their own.
    const std::string wish = "+" + place.controller;
    int result = writeFile(place.folder / "cgroup.subtree_control", wish);
    if (result == EBUSY) {
        fs::create_directory(own / "engine", error);
        if (!error && writeFile(own / "engine" / "cgroup.procs", "0") == 0)
            result = writeFile(place.folder / "cgroup.subtree_control", wish);
    }
    if (result == 0)
        result = writeFile(own / "cgroup.subtree_control", wish);
    return result == 0;
}

/// Groups of an engine that was killed: their processes died with it.
void FunctionCgroups::removeAbandoned(const fs::path& folder) const
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(kPrefix))
            continue;
        const auto pid = static_cast<pid_t>(std::strtol(name.c_str() + kPrefix.size(), nullptr, 10));
        if (pid <= 0 || ::kill(pid, 0) == 0 || errno != ESRCH)
            continue;
        for (const auto& group : fs::directory_iterator(entry.path(), error)) {
            if (group.is_directory(error))
                ::rmdir(group.path().c_str());
        }
        ::rmdir(entry.path().c_str());
    }
}

Result<std::unique_ptr<FunctionCgroup>> FunctionCgroups::make(std::uint64_t id, std::uint64_t memoryBytes, double cpus)
{
    std::unique_ptr<FunctionCgroup> group(new FunctionCgroup);
    const auto period = std::to_string(kPeriodMicros);
    const auto quota = std::to_string(static_cast<std::int64_t>(cpus * static_cast<double>(kPeriodMicros)));
    for (const auto& place : m_places) {
        const fs::path folder = place.folder / std::to_string(id);
        if (std::find(group->m_folders.begin(), group->m_folders.end(), folder) == group->m_folders.end()) {
            if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST)
                return failure(ErrorCode::Internal,
                               fmt::format("cannot make control group {}: {}", folder.string(), std::strerror(errno)));
            group->m_folders.push_back(folder);
            group->m_join.push_back(::open((folder / "cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
        }
        int result = 0;
        if (place.controller == "memory") {
            group->m_memoryEvents = folder / (place.unified ? "memory.events" : "memory.oom_control");
            if (memoryBytes != 0) {
                const std::string bytes = std::to_string(memoryBytes);
                result = writeFile(folder / (place.unified ? "memory.max" : "memory.limit_in_bytes"), bytes);
                // Swap would turn the limit into slowness; where swap is not accounted there is no such file.
                writeFile(folder / (place.unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes"),
                          place.unified ? "0" : bytes);
            }
        } else if (place.controller == "cpu" && cpus > 0.0) {
            result = place.unified ? writeFile(folder / "cpu.max", quota + ' ' + period)
                                   : writeFile(folder / "cpu.cfs_quota_us", quota);
        } else if (place.controller == "pids") {
            result = writeFile(folder / "pids.max", std::to_string(kMostTasks));
        }
        if (result != 0)
            return failure(ErrorCode::Internal, fmt::format("cannot limit {} in {}: {}", place.controller,
                                                            folder.string(), std::strerror(result)));
    }
    return group;
}

bool FunctionCgroup::remove()
{
    closeJoinDescriptors();
    std::erase_if(m_folders, [](const fs::path& folder) {
        if (::rmdir(folder.c_str()) == 0 || errno == ENOENT)
            return true;
        std::istringstream members(readFile(folder / "cgroup.procs"));
        for (pid_t pid = 0; members >> pid;) {
            if (pid > 1 && pid != getpid())
                ::kill(pid, SIGKILL);
        }
        return false;
    });
    return m_folders.empty();
}

void FunctionCgroup::closeJoinDescriptors()
{
    for (const int fd : std::exchange(m_join, {}))
        ::close(fd);
}

bool FunctionCgroup::ranOutOfMemory() const
{
    if (m_memoryEvents.empty())
        return false;
    for (const std::string& line : split(readFile(m_memoryEvents), '\n')) {
        if (line.starts_with("oom_kill ") && line != "oom_kill 0")
            return true;
    }
    return false;
}

} // namespace straightline::backends
