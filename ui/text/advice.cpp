// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/advice.h"

#include <algorithm>
#include <initializer_list>

#include <QCoreApplication>

#include "ui/text/enginetext.h"
#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Advices {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::Advice)
};

bool saysOneOf(const QString& text, std::initializer_list<const char*> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return text.contains(QLatin1String(word), Qt::CaseInsensitive); });
}

Advice edits(const char* field, const QString& edit, const QString& next)
{
    return {.why = {}, .next = next, .field = QLatin1String(field), .edit = edit};
}

Advice ofHttp(const QString& why)
{
    const QString address = Advices::tr("Edit the address…");
    if (saysOneOf(why, {"resolve"}))
        return edits("url", address, Advices::tr("The host's name is not known here: correct the address."));
    if (saysOneOf(why, {"certificate", "SSL", "TLS"}))
        return edits("tls_ca_file", Advices::tr("Edit the TLS rules…"),
                     Advices::tr("Correct the authorities or the server name, or renew its certificate."));
    if (saysOneOf(why, {"refused", "connect"}))
        return edits("url", address, Advices::tr("Nothing answers there: start the server, or correct the address."));
    if (saysOneOf(why, {"no answer in", "timed out"}))
        return edits("health_timeout_ms", Advices::tr("Edit the health check…"),
                     Advices::tr("It answers too slowly: see whether it is overloaded, or allow the check more time."));
    return edits("health_path", Advices::tr("Edit the health check…"),
                 Advices::tr("See what the server logs, or correct the path of the health check."));
}

Advice ofContainer(const QString& why)
{
    if (saysOneOf(why, {"cannot connect", "what answers there is no Docker"}))
        return {
            .why = {}, .next = Advices::tr("Start Docker; the engine tries again by itself."), .field = {}, .edit = {}};
    if (saysOneOf(why, {"image", "manifest", "pull"}))
        return edits("image", Advices::tr("Edit the image…"),
                     Advices::tr("Correct the image's name or tag, or sign in to its registry."));
    if (saysOneOf(why, {"could not start", "no such file", "executable"}))
        return edits("command", Advices::tr("Edit the command…"),
                     Advices::tr("Correct the command, or see what it wrote."));
    return edits("container_port", Advices::tr("Edit the settings…"),
                 Advices::tr("See what it wrote, then correct its settings or redeploy."));
}

Advice ofFunction(const QString& why)
{
    if (saysOneOf(why, {"executable", "not found", "no such file"}))
        return edits("command", Advices::tr("Edit the command…"),
                     Advices::tr("Correct the command, or install what it names."));
    return edits("command", Advices::tr("Edit the settings…"),
                 Advices::tr("See what it wrote, then correct its settings."));
}

} // namespace

bool isTrouble(BackendState state)
{
    return state == BackendState::Down || state == BackendState::Failed;
}

Advice adviceFor(const BackendSnapshot& backend)
{
    const QString why =
        fromUtf8(backend.status.lastError.empty() ? backend.status.lastCheck : backend.status.lastError);
    Advice advice = saysOneOf(why, {"out of memory"})
                        ? edits("memory_bytes", Advices::tr("Edit the limit…"),
                                Advices::tr("Raise its memory limit, or see what it wrote before it ended."))
                    : backend.kind == BackendKind::Container ? ofContainer(why)
                    : backend.kind == BackendKind::Function  ? ofFunction(why)
                                                             : ofHttp(why);
    advice.why = engineText(why);
    return advice;
}

Advice testAdvice(BackendKind kind, const OperationStep& failed)
{
    const QString why = fromUtf8(failed.detail);
    Advice advice;
    if (failed.name == "inference")
        advice.next = Advices::tr("Correct the sample or the application's name, or see what the server logs.");
    else if (failed.name == "docker")
        advice.next = Advices::tr("Start Docker, or allow the engine's user to use it.");
    else if (failed.name == "image")
        advice = edits("image", Advices::tr("Edit the image…"),
                       Advices::tr("Correct the image's name or tag. A registered backend fetches it by itself."));
    else if (failed.name == "connect")
        advice = ofHttp(QStringLiteral("refused"));
    else if (failed.name == "tls")
        advice = ofHttp(QStringLiteral("TLS"));
    else if (failed.name == "cleanup")
        advice.next = Advices::tr("It is removed when Docker is reached again.");
    else if (saysOneOf(why, {"out of memory"}))
        advice = edits("memory_bytes", Advices::tr("Edit the limit…"),
                       Advices::tr("Raise its memory limit, or see what it wrote before it ended."));
    else
        advice = kind == BackendKind::Container  ? ofContainer(why)
                 : kind == BackendKind::Function ? ofFunction(why)
                                                 : ofHttp(why);
    advice.why = engineText(why);
    return advice;
}

} // namespace straightline::ui
