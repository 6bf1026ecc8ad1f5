// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/curlclient.h"

#include <algorithm>
#include <map>

#include <QHostAddress>
#include <QHostInfo>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>

#include "engine/backends/curltransfer.h"

namespace straightline::backends
{

std::string_view HttpReply::header(std::string_view name) const
{
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& each) { return each.first == name; });
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

struct CurlClient::Private {
    struct Watch {
        std::unique_ptr<QSocketNotifier, void (*)(QSocketNotifier*)> read{nullptr, &retire};
        std::unique_ptr<QSocketNotifier, void (*)(QSocketNotifier*)> write{nullptr, &retire};

        // libcurl drops a socket while its notifier may still be signalling
        static void retire(QSocketNotifier* notifier)
        {
            notifier->setEnabled(false);
            notifier->deleteLater();
        }
    };

    explicit Private(CurlClient* client)
        : owner(client)
        , multi(curl_multi_init())
    {
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, owner, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
        curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &Private::onSocket);
        curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &Private::onTimer);
        curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    }

    static int onSocket(CURL* easy, curl_socket_t socket, int what, void* self, void* perSocket);
    static int onTimer(CURLM* multi, long milliseconds, void* self);
    void watch(Watch& watch, curl_socket_t socket, int what);
    void act(curl_socket_t socket, int events);
    void collect();
    std::shared_ptr<CurlTransfer> begin(HttpRequest request);
    void finish(const std::shared_ptr<CurlTransfer>& transfer, Result<HttpReply> result);
    void cancelAll();

    CurlClient* owner;
    CURLM* multi;
    QTimer timer;
    std::map<curl_socket_t, Watch> watches;
    std::map<CURL*, std::shared_ptr<CurlTransfer>> transfers;
};

int CurlClient::Private::onSocket(CURL* /*easy*/, curl_socket_t socket, int what, void* self, void* /*perSocket*/)
{
    auto& client = *static_cast<Private*>(self);
    if (what == CURL_POLL_REMOVE)
        client.watches.erase(socket);
    else
        client.watch(client.watches[socket], socket, what);
    return 0;
}

void CurlClient::Private::watch(Watch& watch, curl_socket_t socket, int what)
{
    const auto set = [&](auto& notifier, bool wanted, QSocketNotifier::Type type, int event) {
        if (!wanted) {
            notifier.reset();
        } else if (!notifier) {
            notifier.reset(new QSocketNotifier(socket, type));
            QObject::connect(notifier.get(), &QSocketNotifier::activated, owner,
                             [this, socket, event] { act(socket, event); });
        }
    };
    set(watch.read, (what & CURL_POLL_IN) != 0, QSocketNotifier::Read, CURL_CSELECT_IN);
    set(watch.write, (what & CURL_POLL_OUT) != 0, QSocketNotifier::Write, CURL_CSELECT_OUT);
}

int CurlClient::Private::onTimer(CURLM* /*multi*/, long milliseconds, void* self)
{
    auto& client = *static_cast<Private*>(self);
    if (milliseconds < 0)
        client.timer.stop();
    else
        client.timer.start(std::chrono::milliseconds(milliseconds));
    return 0;
}

void CurlClient::Private::act(curl_socket_t socket, int events)
{
    int running = 0;
    curl_multi_socket_action(multi, socket, events, &running);
    collect();
}

// What follows from an action happens outside of libcurl, which must not be entered from its own callbacks.
void CurlClient::Private::collect()
{
    std::vector<std::pair<std::shared_ptr<CurlTransfer>, CURLcode>> ended;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        if (const auto found = transfers.find(message->easy_handle); found != transfers.end())
            ended.emplace_back(found->second, message->data.result);
    }
    const QPointer<CurlClient> alive(owner);
    std::vector<std::shared_ptr<CurlTransfer>> all;
    for (const auto& [easy, transfer] : transfers)
        all.push_back(transfer);
    for (const auto& transfer : all) {
        if (!transfer->done().isSet())
            transfer->deliver();
        if (!alive)
            return;
    }
    for (const auto& [transfer, code] : ended) {
        finish(transfer, transfer->result(code));
        if (!alive)
            return;
    }
}

std::shared_ptr<CurlTransfer> CurlClient::Private::begin(HttpRequest request)
{
    auto transfer = std::make_shared<CurlTransfer>(std::move(request));
    if (multi == nullptr || transfer->easy() == nullptr || curl_multi_add_handle(multi, transfer->easy()) != CURLM_OK) {
        transfer->done().set(failure(ErrorCode::Internal, "libcurl could not begin a request"));
        return transfer;
    }
    transfers.emplace(transfer->easy(), transfer);
    return transfer;
}

void CurlClient::Private::finish(const std::shared_ptr<CurlTransfer>& transfer, Result<HttpReply> result)
{
    const auto kept = transfer;
    if (transfers.erase(kept->easy()) == 0)
        return;
    curl_multi_remove_handle(multi, kept->easy());
    kept->done().set(std::move(result));
}

void CurlClient::Private::cancelAll()
{
    while (!transfers.empty())
        finish(transfers.begin()->second, failure(ErrorCode::Cancelled, "cancelled"));
}

CurlClient::CurlClient(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

CurlClient::~CurlClient()
{
    d->cancelAll();
    curl_multi_cleanup(d->multi);
}

QCoro::Task<Result<HttpReply>> CurlClient::send(Scope scope, HttpRequest request)
{
    if (scope.stopped())
        co_return failure(ErrorCode::Cancelled, "cancelled");
    const auto transfer = d->begin(std::move(request));
    const QPointer<CurlClient> self(this);
    const auto ticket = scope.onStop([self, transfer] {
        if (self)
            self->d->finish(transfer, failure(ErrorCode::Cancelled, "cancelled"));
    });
    Result<HttpReply> reply = co_await transfer->done();
    scope.forget(ticket);
    co_return reply;
}

namespace
{

std::vector<std::string> addressesOf(const QHostInfo& info)
{
    std::vector<std::string> addresses;
    for (const auto protocol : {QAbstractSocket::IPv4Protocol, QAbstractSocket::IPv6Protocol})
        for (const QHostAddress& address : info.addresses())
            if (address.protocol() == protocol)
                addresses.push_back(address.toString().toStdString());
    return addresses;
}

} // namespace

QCoro::Task<Result<std::vector<std::string>>> resolveHost(Scope scope, std::string host,
                                                          std::chrono::milliseconds deadline)
{
    using Addresses = Result<std::vector<std::string>>;
    const QString name = QString::fromStdString(host);
    if (QHostAddress numeric; numeric.setAddress(name))
        co_return Addresses(std::vector<std::string>{numeric.toString().toStdString()});
    if (scope.stopped())
        co_return Addresses(failure(ErrorCode::Cancelled, "cancelled"));
    const Deferred<Addresses> done;
    QObject context;
    const int lookup = QHostInfo::lookupHost(name, &context, [done, host](const QHostInfo& info) {
        if (info.error() == QHostInfo::NoError && !info.addresses().isEmpty())
            done.set(addressesOf(info));
        else
            done.set(
                failure(ErrorCode::Unreachable, "cannot resolve " + host + ": " + info.errorString().toStdString()));
    });
    QTimer::singleShot(deadline, &context, [done, host] {
        done.set(failure(ErrorCode::Timeout, "cannot resolve " + host + ": no answer in time"));
    });
    const auto ticket = scope.onStop([done] { done.set(failure(ErrorCode::Cancelled, "cancelled")); });
    Addresses addresses = co_await done;
    scope.forget(ticket);
    QHostInfo::abortHostLookup(lookup);
    co_return addresses;
}

} // namespace straightline::backends
