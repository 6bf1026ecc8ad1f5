// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/settingsfields.h"

#include <QCoreApplication>

#include "ui/text/wording.h"

namespace straightline::ui
{
namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(straightline::ui::SettingsFields)
};

QVariant toVariant(const std::string& value)
{
    return fromUtf8(value);
}
QVariant toVariant(std::chrono::milliseconds value)
{
    return QVariant::fromValue<qulonglong>(static_cast<qulonglong>(value.count()));
}
template <class T>
requires std::is_integral_v<T> || std::is_enum_v<T> QVariant toVariant(T value)
{
    return QVariant::fromValue<qulonglong>(static_cast<qulonglong>(value));
}

void fromVariant(std::string& to, const QVariant& value)
{
    to = toUtf8(value.toString());
}
void fromVariant(std::chrono::milliseconds& to, const QVariant& value)
{
    to = std::chrono::milliseconds(value.toULongLong());
}
template <class T>
requires std::is_integral_v<T> || std::is_enum_v<T>
void fromVariant(T& to, const QVariant& value)
{
    to = static_cast<T>(value.toULongLong());
}

/// Builds the rows of one group; `at` gives the member of a PutSettings, const or not.
class Rows
{
public:
    template <class At>
    void add(FieldGroup group, const char* key, FieldUnit unit, const QString& title, const QString& meaning, At at,
             const QString& zero = {})
    {
        fields.push_back({key, group, unit, title, meaning, zero,
                          [at](const PutSettings& from) { return toVariant(at(from)); },
                          [at](PutSettings& to, const QVariant& value) { fromVariant(at(to), value); }});
    }

    std::vector<SettingsField> fields;
};

void addGateway(Rows& rows)
{
    const auto add = [&rows](auto... all) { rows.add(FieldGroup::Gateway, all...); };
    add(
        "gateway.listen", FieldUnit::Text, Text::tr("Listen on"),
        Text::tr("HOST:PORT where clients connect; empty only beside HTTPS."),
        [](auto& s) -> auto& { return s.gateway.listen; }, Text::tr("only HTTPS"));
    add(
        "gateway.threads", FieldUnit::Count, Text::tr("Threads"),
        Text::tr("Gateway threads, each with its own connections."),
        [](auto& s) -> auto& { return s.gateway.threads; });
    add(
        "gateway.max_connections", FieldUnit::Count, Text::tr("Most connections"),
        Text::tr("Client connections at once; more wait in the kernel."),
        [](auto& s) -> auto& { return s.gateway.maxConnections; });
    add(
        "gateway.max_body_bytes", FieldUnit::Bytes, Text::tr("Largest body"),
        Text::tr("A longer request body is refused with 413."), [](auto& s) -> auto& { return s.gateway.maxBodyBytes; },
        Text::tr("0: no bodies"));
    add(
        "gateway.max_header_bytes", FieldUnit::Bytes, Text::tr("Largest head"),
        Text::tr("A longer request head is refused with 431."),
        [](auto& s) -> auto& { return s.gateway.maxHeaderBytes; });
    add(
        "gateway.header_timeout_ms", FieldUnit::Millis, Text::tr("Time for a head"),
        Text::tr("From the first byte of a request to the end of its head."),
        [](auto& s) -> auto& { return s.gateway.headerTimeout; });
    add(
        "gateway.body_timeout_ms", FieldUnit::Millis, Text::tr("Silence in a body"),
        Text::tr("Longest silence of a client inside a body."), [](auto& s) -> auto& { return s.gateway.bodyTimeout; });
    add(
        "gateway.idle_timeout_ms", FieldUnit::Millis, Text::tr("Idle connections"),
        Text::tr("How long a connection is kept between two requests."),
        [](auto& s) -> auto& { return s.gateway.idleTimeout; });
    add(
        "gateway.drain_timeout_ms", FieldUnit::Millis, Text::tr("Time to drain"),
        Text::tr("From the signal to end to the end of the last request."),
        [](auto& s) -> auto& { return s.gateway.drainTimeout; });
    add(
        "gateway.upgrade", FieldUnit::Upgrade, Text::tr("Other protocols"),
        Text::tr("Requests for another protocol, such as WebSocket."),
        [](auto& s) -> auto& { return s.gateway.upgrade; });
    add(
        "gateway.upgrade_idle_timeout_ms", FieldUnit::Millis, Text::tr("Silence in a tunnel"),
        Text::tr("Longest silence of both sides of a tunnel."),
        [](auto& s) -> auto& { return s.gateway.upgradeIdleTimeout; });
    add(
        "gateway.peer_timeout_ms", FieldUnit::Millis, Text::tr("Silence of a machine"),
        Text::tr("A client or backend whose machine acknowledges nothing for so long is gone."),
        [](auto& s) -> auto& { return s.gateway.peerTimeout; });
}

void addLimits(Rows& rows)
{
    const auto add = [&rows](auto... all) { rows.add(FieldGroup::Limits, all...); };
    const QString none = Text::tr("no limit");
    add(
        "gateway.limits.header_fields", FieldUnit::Count, Text::tr("Header fields"),
        Text::tr("Most header fields of a request; more are refused with 431."),
        [](auto& s) -> auto& { return s.gateway.limits.headerFields; });
    add(
        "gateway.limits.uri_bytes", FieldUnit::Bytes, Text::tr("Request target"),
        Text::tr("Longest target of a request; a longer one is refused with 414."),
        [](auto& s) -> auto& { return s.gateway.limits.uriBytes; });
    add(
        "gateway.limits.chunk_extension_bytes", FieldUnit::Bytes, Text::tr("Chunk extension"),
        Text::tr("Longest extension in the line of one chunk."),
        [](auto& s) -> auto& { return s.gateway.limits.chunkExtensionBytes; });
    add(
        "gateway.limits.chunk_overhead_bytes", FieldUnit::Bytes, Text::tr("Chunk framing"),
        Text::tr("Framing of a chunked body beyond what its chunks need."),
        [](auto& s) -> auto& { return s.gateway.limits.chunkOverheadBytes; });
    add(
        "gateway.limits.trailer_bytes", FieldUnit::Bytes, Text::tr("Trailers"),
        Text::tr("Most bytes of fields after a chunked body."),
        [](auto& s) -> auto& { return s.gateway.limits.trailerBytes; });
    add(
        "gateway.limits.connections_per_address", FieldUnit::Count, Text::tr("Connections of one address"),
        Text::tr("Of an IPv4 address or an IPv6 /64; more are refused with 429."),
        [](auto& s) -> auto& { return s.gateway.limits.connectionsPerAddress; }, none);
    add(
        "gateway.limits.requests_per_connection", FieldUnit::Count, Text::tr("Requests of one connection"),
        Text::tr("After so many the connection is closed."),
        [](auto& s) -> auto& { return s.gateway.limits.requestsPerConnection; }, none);
    add(
        "gateway.limits.upload_bytes_per_second", FieldUnit::BytesPerSecond, Text::tr("Slowest upload"),
        Text::tr("A slower request body is broken off with 408."),
        [](auto& s) -> auto& { return s.gateway.limits.uploadBytesPerSecond; }, none);
    add(
        "gateway.limits.answer_bytes_per_second", FieldUnit::BytesPerSecond, Text::tr("Slowest download"),
        Text::tr("A client that reads its answer more slowly is cut off."),
        [](auto& s) -> auto& { return s.gateway.limits.answerBytesPerSecond; }, none);
    add(
        "gateway.limits.rate_grace_ms", FieldUnit::Millis, Text::tr("Grace for slow ones"),
        Text::tr("Before the two slowest rates count."), [](auto& s) -> auto& { return s.gateway.limits.rateGrace; });
}

void addHttps(Rows& rows)
{
    const auto add = [&rows](auto... all) { rows.add(FieldGroup::Https, all...); };
    add(
        "gateway.tls.listen", FieldUnit::Text, Text::tr("Listen on (HTTPS)"),
        Text::tr("HOST:PORT of the HTTPS listener."), [](auto& s) -> auto& { return s.gateway.tls.listen; },
        Text::tr("no HTTPS"));
    add(
        "gateway.tls.certificate", FieldUnit::Text, Text::tr("Certificate file"),
        Text::tr("PEM on the engine's machine: the certificate, then its chain. Read again when it changes."),
        [](auto& s) -> auto& { return s.gateway.tls.certificate; });
    add(
        "gateway.tls.key", FieldUnit::Text, Text::tr("Key file"),
        Text::tr("PEM on the engine's machine, not encrypted, not readable by everybody."),
        [](auto& s) -> auto& { return s.gateway.tls.key; });
    add(
        "gateway.tls.client_ca", FieldUnit::Text, Text::tr("Client authorities"),
        Text::tr("PEM: clients must show a certificate signed by one of these."),
        [](auto& s) -> auto& { return s.gateway.tls.clientCa; }, Text::tr("not asked for"));
    add(
        "gateway.tls.minimum_version", FieldUnit::TlsVersion, Text::tr("Oldest TLS version"),
        Text::tr("Clients that speak only older ones are turned away."),
        [](auto& s) -> auto& { return s.gateway.tls.minimumVersion; });
}

void addStore(Rows& rows)
{
    const auto add = [&rows](auto... all) { rows.add(FieldGroup::Store, all...); };
    add(
        "retention.request_days", FieldUnit::Days, Text::tr("Keep requests"),
        Text::tr("Older request records are removed."), [](auto& s) -> auto& { return s.retention.requestDays; });
    add(
        "retention.rollup_days", FieldUnit::Days, Text::tr("Keep history"),
        Text::tr("Older hourly figures, which the charts show, are removed."),
        [](auto& s) -> auto& { return s.retention.rollupDays; });
    add(
        "retention.max_database_bytes", FieldUnit::Bytes, Text::tr("Largest database"),
        Text::tr("Above it the oldest request records are removed."),
        [](auto& s) -> auto& { return s.retention.maxDatabaseBytes; });
}

} // namespace

std::vector<SettingsField> settingsFields()
{
    Rows rows;
    addGateway(rows);
    addLimits(rows);
    addHttps(rows);
    addStore(rows);
    return std::move(rows.fields);
}

} // namespace straightline::ui
