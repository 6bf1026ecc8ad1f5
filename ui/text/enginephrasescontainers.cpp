// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Docker, containers, and their redeploys.
#include "ui/text/enginephrases.h"

#include <QtGlobal>

namespace straightline::ui
{
namespace
{

constexpr auto kPhrases = std::to_array<EnginePhrase>({
    {QT_TRANSLATE_NOOP("EngineText", "connected: %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "Docker: connecting"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Docker: not connected"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Docker: cannot connect to %1: %2 — start Docker or set DOCKER_HOST"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "Docker: cannot connect to %1: %2"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "Docker: %1 %2: %3"), "oot"},
    {QT_TRANSLATE_NOOP("EngineText", "Docker: the list of containers cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Docker: a container's state cannot be read"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Docker: a new container came without an id"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "DOCKER_HOST \"%1\": allowed: unix:///path or tcp://HOST[:PORT]"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "what answers there is no Docker engine"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "its API version \"%1\" cannot be read"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "it speaks API %1 and newer; this program speaks up to %2"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "it speaks API %1 at most; needed is %2 or newer"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "image %1: not here, and it cannot be pulled: %2"), "ot"},
    {QT_TRANSLATE_NOOP("EngineText", "the image %1 is not on this machine"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "the image is here"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "it is here"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "pulling"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "pulling: %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "pulling %1 of %2"), "ss"},
    {QT_TRANSLATE_NOOP("EngineText", "pulling %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "pulling %1 of %2, %3 %, %4/s"), "ssns"},
    {QT_TRANSLATE_NOOP("EngineText", "the engine did not take the memory limit of %1 (it set %2)"), "sw"},
    {QT_TRANSLATE_NOOP("EngineText", "the engine did not take the limit of %1 CPUs (it set %2)"), "nw"},
    {QT_TRANSLATE_NOOP("EngineText", "could not start: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "exited %1: out of memory (limit %2)"), "ns"},
    {QT_TRANSLATE_NOOP("EngineText", "exited %1: out of memory (limit %2): %3"), "nss"},
    {QT_TRANSLATE_NOOP("EngineText", "exited %1: out of memory"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "exited %1: out of memory: %2"), "ns"},
    {QT_TRANSLATE_NOOP("EngineText", "exited 137: killed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "exited 137: killed: %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "exited %1"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "exited %1: %2"), "ns"},
    {QT_TRANSLATE_NOOP("EngineText", "stopped by the operator"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "stopped while the engine was away"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "adopted %1 containers of generation %2"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "no container yet"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "replica %1: not healthy after %2 s: %3"), "snt"},
    {QT_TRANSLATE_NOOP("EngineText", "replica %1: %2"), "ot"},
    {QT_TRANSLATE_NOOP("EngineText", "replica %1 %2"), "oT"},
    {QT_TRANSLATE_NOOP("EngineText", "replica %1 was removed by somebody else"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "replica %1 was stopped by the operator"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "replica %1 of %2"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "starting replica %1"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "new replica %1 is not healthy after %2 s: %3"), "nnt"},
    {QT_TRANSLATE_NOOP("EngineText", "new replica %1 %2"), "nT"},
    {QT_TRANSLATE_NOOP("EngineText", "waiting for health of replica %1"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "its port is not published"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "its port %1 is not published yet"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "published as port %1"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "not checked"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "it is not checked"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 is not healthy: %2"), "ot"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 of %2"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 of %2: %3"), "nnt"},
    {QT_TRANSLATE_NOOP("EngineText", "there is nothing kept to go back to"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "switching to the new generation"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 in service"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "rolling back"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1; rolled back, the old generation serves on"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "%1; rolled back"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "redeploy: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "redeploy failed: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "stopping what was replaced"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1 in flight at the backend, %2 connections to what was replaced"), "nw"},
    {QT_TRANSLATE_NOOP("EngineText", "draining: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 containers"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 containers for %2 s"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "no serving container is called %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 is stopped already"), "o"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 is not stopped"), "o"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 is stopped"), "o"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 serves again"), "o"},
    {QT_TRANSLATE_NOOP("EngineText", "the new generation serves"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the kept generation serves again"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "not in %1 ms: %2"), "nt"},
    {QT_TRANSLATE_NOOP("EngineText", "removing the container"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "the container is removed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Start Docker, or allow this user to use it"), ""},
    {QT_TRANSLATE_NOOP(
         "EngineText",
         "Correct its name or tag, or fetch it (docker pull %1); when the backend is registered, it is fetched"),
     "s"},
    {QT_TRANSLATE_NOOP("EngineText", "Correct the settings that it names"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Correct the command, the limits or the port"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "See what it wrote; correct the command, the port inside or the health path"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "It is removed when Docker is reached again"), ""},
});

} // namespace

std::span<const EnginePhrase> enginePhrasesOfContainers()
{
    return kPhrases;
}

} // namespace straightline::ui
