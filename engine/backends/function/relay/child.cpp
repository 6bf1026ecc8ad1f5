// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/function/relay/child.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace straightline::relay
{
namespace
{

[[noreturn]] void giveUp(const char* what, int code)
{
    std::fprintf(stderr, "straightline-relay: %s: %s\n", what, std::strerror(errno));
    _exit(code);
}

template <class Resource>
void limit(Resource resource, std::uint64_t value)
{
    const rlimit both{value, value};
    if (value != 0 && setrlimit(resource, &both) != 0)
        giveUp("cannot set a resource limit", 126);
}

void changeUser(std::int64_t user)
{
    if (user < 0)
        return;
    const auto id = static_cast<uid_t>(user);
    if (setgroups(0, nullptr) != 0 || setresgid(id, id, id) != 0 || setresuid(id, id, id) != 0)
        giveUp("cannot change to the function's user", 126);
}

} // namespace

bool Child::start(std::uint16_t runtimeApiPort)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    m_pid = fork();
    if (m_pid == 0)
        become(runtimeApiPort);
    return m_pid > 0;
}

void Child::become(std::uint16_t runtimeApiPort) const
{
    setpgid(0, 0);
    changeUser(m_options.user);
    // Set after the change of user, which clears it. The relay may have died before: then its subreaper is our parent.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (m_options.niceness != 0)
        setpriority(PRIO_PROCESS, 0, m_options.niceness);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    setenv("AWS_LAMBDA_RUNTIME_API", ("127.0.0.1:" + std::to_string(runtimeApiPort)).c_str(), 1);
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
    // Last of all: they hold for us as well.
    limit(RLIMIT_NOFILE, m_options.openFiles);
    limit(RLIMIT_DATA, m_options.memoryBytes);
    execvp(m_options.command[0], m_options.command);
    giveUp(m_options.command[0], errno == ENOENT ? 127 : 126);
}

void Child::signal(int number) const
{
    if (m_pid > 0)
        kill(-m_pid, number);
}

bool Child::reap()
{
    bool ended = false;
    int status = 0;
    for (pid_t pid = 0; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
        if (pid != m_pid)
            continue;
        ended = true;
        m_exitCode = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    return ended;
}

void Child::killAll() const
{
    signal(SIGKILL);
    // Each round brings the children of those just killed to us, until none is left.
    for (int round = 0; round < 64; ++round) {
        std::ifstream children("/proc/self/task/" + std::to_string(getpid()) + "/children");
        bool found = false;
        for (pid_t pid = 0; children >> pid;) {
            // In the sandbox the function has another user, and ends with the sandbox.
            if (kill(pid, SIGKILL) != 0)
                continue;
            found = true;
            waitpid(pid, nullptr, 0);
        }
        if (!found)
            return;
    }
}

} // namespace straightline::relay
