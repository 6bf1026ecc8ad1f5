// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// TLS, and what the operating system and libraries say most often.
#include "ui/text/enginephrases.h"

#include <QtGlobal>

namespace straightline::ui
{
namespace
{

constexpr auto kPhrases = std::to_array<EnginePhrase>({
    {QT_TRANSLATE_NOOP("EngineText", "TLS: the listener's certificate has expired"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "TLS: the listener's certificate expires in %1 days"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "TLS: %1; the certificate before it stays in use"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "TLS: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "%1 was read again; connections that stand go on with the old"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "the system's certificate store"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "%1; what was loaded before stays in use"), "t"},
    {QT_TRANSLATE_NOOP(
         "EngineText",
         "this private key can be read by everybody, or changed by others than its owner: chmod 0600 (or 0640) it"),
     ""},
    {QT_TRANSLATE_NOOP("EngineText", "no PEM certificate: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "no PEM key, or an encrypted one: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "this key does not belong to %1: %2"), "st"},
    {QT_TRANSLATE_NOOP("EngineText", "nothing in it"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "they do not match"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "OpenSSL: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "no context"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Connection refused"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Connection reset by peer"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Connection timed out"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "No route to host"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Network is unreachable"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "No such file or directory"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Permission denied"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Address already in use"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "No space left on device"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Read-only file system"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Input/output error"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Too many open files"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "database or disk is full"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "disk I/O error"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "database is locked"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "attempt to write a readonly database"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "unable to open database file"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Host not found"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Could not resolve host: %1"), "s"},
    {QT_TRANSLATE_NOOP("EngineText", "Empty reply from server"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "Recv failure: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "Send failure: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "Received HTTP/0.9 when not allowed"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "transfer closed with outstanding read data remaining"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "transfer closed with %1 bytes remaining to read"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "Operation timed out after %1 milliseconds with %2 bytes received"), "nn"},
    {QT_TRANSLATE_NOOP("EngineText", "Connection timed out after %1 milliseconds"), "n"},
    {QT_TRANSLATE_NOOP("EngineText", "SSL certificate problem: %1"), "t"},
    {QT_TRANSLATE_NOOP("EngineText", "self-signed certificate"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "self-signed certificate in certificate chain"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "certificate has expired"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "certificate is not yet valid"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "unable to get local issuer certificate"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "unable to get issuer certificate"), ""},
    {QT_TRANSLATE_NOOP("EngineText", "SSL: no alternative certificate subject name matches target host name '%1'"),
     "s"},
});

} // namespace

std::span<const EnginePhrase> enginePhrasesOfCertificates()
{
    return kPhrases;
}

} // namespace straightline::ui
