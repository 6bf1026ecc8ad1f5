// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/function/functionsandbox.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

namespace straightline::backends
{
namespace fs = std::filesystem;

namespace
{

constexpr std::array<const char*, 7> kHidden{"/home", "/root", "/run", "/tmp", "/var/tmp", "/mnt", "/media"};
constexpr const char* kInnerSocket = "/run/straightline.sock";
constexpr const char* kTmpBytes = "536870912";
constexpr const char* kNobody = "65534";
constexpr const char* kOpenFiles = "1024";
constexpr const char* kPath = "/usr/local/bin:/usr/bin:/bin";

fs::path resolved(const fs::path& path)
{
    std::error_code error;
    fs::path whole = fs::weakly_canonical(path, error);
    return error ? path.lexically_normal() : whole;
}

bool isWithin(const fs::path& path, const fs::path& folder)
{
    const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end == folder.end();
}

std::vector<fs::path> hiddenFolders()
{
    std::vector<fs::path> folders;
    std::error_code error;
    for (const char* each : kHidden) {
        if (fs::is_directory(each, error))
            folders.push_back(resolved(each));
    }
    std::sort(folders.begin(), folders.end());
    folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
    return folders;
}

/// What of a file must be bound back so that it can be used: its folder, unless that would show a whole hidden one.
void show(std::vector<std::string>& shown, const fs::path& path)
{
    std::error_code error;
    for (const fs::path& each : {path.lexically_normal(), resolved(path)}) {
        for (const fs::path& hidden : hiddenFolders()) {
            if (!isWithin(each, hidden))
                continue;
            const fs::path folder = fs::is_directory(each, error) ? each : each.parent_path();
            // A folder directly below /home is somebody's whole home.
            const bool tooMuch = folder == hidden || (hidden == "/home" && folder.parent_path() == hidden);
            const std::string entry = (tooMuch ? each : folder).string();
            if (entry != hidden && std::find(shown.begin(), shown.end(), entry) == shown.end())
                shown.push_back(entry);
        }
    }
}

/// Binds `entry` back into the hidden `folder`. The folders on the way are made first: bubblewrap would make them for
/// its own user alone, and the function is another.
void bindBack(std::vector<std::string>& arguments, const fs::path& folder, const fs::path& entry)
{
    fs::path way = folder;
    for (const fs::path& step : entry.parent_path().lexically_relative(folder)) {
        if (step == ".")
            continue;
        way /= step;
        arguments.insert(arguments.end(), {"--dir", way.string()});
    }
    arguments.insert(arguments.end(), {"--ro-bind", entry.string(), entry.string()});
}

Environment makeEnvironment(const FunctionInstance& instance, const std::string& taskRoot)
{
    Environment environment{{"PATH", kPath},
                            {"HOME", "/tmp"},
                            {"TZ", ":UTC"},
                            {"LANG", "C.UTF-8"},
                            {"_HANDLER", "function.handler"},
                            {"LAMBDA_TASK_ROOT", taskRoot},
                            {"AWS_LAMBDA_FUNCTION_NAME", instance.functionName},
                            {"AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"},
                            {"AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"}};
    if (instance.settings.memoryBytes != 0)
        environment.emplace_back("AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                                 std::to_string(instance.settings.memoryBytes / 1'048'576));
    for (const auto& [name, value] : instance.settings.environment) {
        const auto found =
            std::find_if(environment.begin(), environment.end(), [&](const auto& each) { return each.first == name; });
        if (found == environment.end())
            environment.emplace_back(name, value);
        else
            found->second = value;
    }
    return environment;
}

template <class... Parts>
void add(std::vector<std::string>& arguments, const Parts&... parts)
{
    (arguments.emplace_back(parts), ...);
}

} // namespace

Result<std::string> findFunctionCommand(const std::vector<std::string>& command,
                                        const std::vector<std::string>& folders)
{
    if (command.empty() || command.front().empty())
        return failure(ErrorCode::InvalidArgument, "the function has no command");
    const std::string& name = command.front();
    std::vector<fs::path> places;
    if (name.find('/') != std::string::npos) {
        places.emplace_back(fs::absolute(name));
    } else {
        for (const std::string& folder : folders)
            places.push_back(fs::path(folder) / name);
        const char* const path = std::getenv("PATH");
        const std::string all = path != nullptr ? path : kPath;
        for (std::size_t begin = 0; begin <= all.size();) {
            const std::size_t end = std::min(all.find(':', begin), all.size());
            if (end > begin)
                places.push_back(fs::path(all.substr(begin, end - begin)) / name);
            begin = end + 1;
        }
    }
    std::error_code error;
    for (const fs::path& place : places) {
        if (!fs::is_regular_file(place, error))
            continue;
        if (access(place.c_str(), X_OK) == 0)
            return place.lexically_normal().string();
        return failure(ErrorCode::Refused, fmt::format("{} is not executable", place.string()));
    }
    return failure(ErrorCode::NotFound,
                   name.find('/') != std::string::npos
                       ? fmt::format("there is no program {}", name)
                       : fmt::format("there is no program \"{}\", neither next to ours nor in PATH", name));
}

std::vector<std::string> sandboxArguments(const FunctionSurroundings& around, const std::vector<std::string>& shown)
{
    std::vector<std::string> arguments{"--unshare-net",
                                       "--unshare-pid",
                                       "--unshare-ipc",
                                       "--unshare-uts",
                                       "--unshare-cgroup-try",
                                       "--die-with-parent",
                                       "--new-session",
                                       "--ro-bind",
                                       "/",
                                       "/",
                                       "--proc",
                                       "/proc",
                                       "--dev",
                                       "/dev"};
    if (around.asRoot) // the relay needs these two to become nobody; the function has none
        add(arguments, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID");
    for (const fs::path& folder : hiddenFolders()) {
        if (folder == "/tmp" || folder == "/var/tmp")
            add(arguments, "--perms", "1777", "--size", kTmpBytes);
        add(arguments, "--tmpfs", folder.string());
    }
    for (const fs::path& folder : hiddenFolders()) {
        for (const std::string& each : shown) {
            if (isWithin(each, folder))
                bindBack(arguments, folder, each);
        }
    }
    std::error_code error;
    if (!around.stateFolder.empty() && fs::is_directory(around.stateFolder, error)) {
        // A program kept inside the state folder stays visible.
        const fs::path state = resolved(around.stateFolder);
        add(arguments, "--tmpfs", state.string());
        for (const std::string& each : shown) {
            if (isWithin(each, state) && each != state)
                bindBack(arguments, state, each);
        }
    }
    return arguments;
}

Result<FunctionLaunch> planFunctionLaunch(const FunctionInstance& instance, const FunctionSurroundings& around,
                                          bool limitByProcess)
{
    const FunctionSettings& settings = instance.settings;
    auto program = findFunctionCommand(settings.command, around.commandFolders);
    if (!program)
        return tl::make_unexpected(program.error());
    FunctionLaunch launch;
    launch.folder = fs::path(*program).parent_path().string();
    launch.environment = makeEnvironment(instance, launch.folder);
    std::vector<std::string>& arguments = launch.arguments;
    const bool isolated = !around.bubblewrap.empty();
    if (isolated) {
        std::vector<std::string> shown;
        show(shown, *program);
        for (std::size_t i = 1; i < settings.command.size(); ++i) {
            std::error_code error;
            if (settings.command[i].starts_with('/') && fs::exists(settings.command[i], error))
                show(shown, settings.command[i]);
        }
        if (const fs::path relay = resolved(around.relay);
            std::any_of(kHidden.begin(), kHidden.end(), [&](const char* each) { return isWithin(relay, each); }))
            shown.push_back(relay.string());
        arguments = sandboxArguments(around, shown);
        add(arguments, "--bind", instance.socketPath, kInnerSocket, "--chdir", launch.folder, "--",
            resolved(around.relay).string());
    }
    launch.program = isolated ? around.bubblewrap : around.relay;
    add(arguments, "--socket", isolated ? std::string(kInnerSocket) : instance.socketPath, "--files", kOpenFiles);
    if (isolated && around.asRoot)
        add(arguments, "--user", kNobody);
    if (limitByProcess && settings.memoryBytes != 0)
        add(arguments, "--memory", std::to_string(settings.memoryBytes));
    if (limitByProcess && settings.cpus > 0.0)
        add(arguments, "--nice", "10");
    add(arguments, "--", *program);
    arguments.insert(arguments.end(), settings.command.begin() + 1, settings.command.end());
    return launch;
}

} // namespace straightline::backends
