// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/api/limit.h"
#include "engine/api/requestrecord.h"
#include "engine/dispatch/exchange.h"
#include "engine/dispatch/functioninvoker.h"
#include "engine/dispatch/requestbody.h"
#include "engine/dispatch/slot.h"
#include "engine/dispatch/stream.h"
#include "engine/dispatch/task.h"
#include "engine/dispatch/timerwheel.h"
#include "engine/ingest/gatewaythread.h"
#include "engine/ingest/heads.h"
#include "engine/ingest/hedge.h"
#include "engine/ingest/requesthead.h"
#include "engine/ingest/routes.h"

namespace straightline::ingest
{

class Session;
using SessionPtr = boost::intrusive_ptr<Session>;

/// One client connection and its requests, one after the other. `serveRequest` reads as the life of a request. One
/// coroutine, which waits at m_wake only; streams, deadlines, the waiting line and functions wake it, and it looks
/// again. One gateway thread; kept alive by its coroutine.
class Session final : public boost::intrusive_ref_counter<Session, boost::thread_unsafe_counter>,
                      public SessionHook,
                      private dispatch::StreamOwner,
                      private dispatch::Deadline,
                      private dispatch::Waiter
{
public:
    /// `tls` is null for a plain connection.
    Session(GatewayThread& thread, int socket, std::string clientAddress, std::unique_ptr<dispatch::TlsLayer> tls);
    ~Session() override;

    static void start(const SessionPtr& session);
    void drain(); ///< the present answer is the last; an idle connection is closed now
    void abort(); ///< breaks off

private:
    enum class HeadRead : std::uint8_t { Complete, Refused, Gone };
    enum class Place : std::uint8_t { Found, None, Wait };
    /// What a deadline is about, and so whose fault it is when it passes.
    enum class Stage : std::uint8_t { Idle, Head, ClientSilent, BackendSilent, Connecting, Waiting, Tunnel };
    /// How a request ends when no backend's answer is passed on.
    struct Ending {
        Outcome outcome = Outcome::Answered;
        std::uint16_t status = 0; ///< 0: nothing is or can be said
        std::string_view message;
        bool retryAfter = false;
    };
    struct AttemptEnd {
        AttemptOutcome outcome = AttemptOutcome::Ok;
        bool answering = false; ///< something of the answer went to the client
        bool safeToRepeat = false;
        std::uint16_t status = 0;
        bool coldStart = false;
        bool inconclusive = false; ///< of the backend: there was no descriptor, or a pooled connection had been closed
    };

    /// A replica that cannot be reached: so many of the same backend are tried within one attempt.
    static constexpr std::size_t kMostEndpoints = 3;

    static dispatch::Detached run(SessionPtr self);

    // session.cpp: the stages
    dispatch::Task<bool> serveRequest();
    dispatch::Task<HeadRead> readHead();
    dispatch::Task<bool> finishHandshake();
    void beginRequest();
    bool findApplication();
    dispatch::Task<bool> countSize();
    void countFrequency();
    void record();

    // sessionplace.cpp: where the request goes, at first and after an attempt that failed
    dispatch::Task<bool> findPlace();
    Place tryPlace(std::int64_t nowNanos);
    bool refreshRoute();
    bool takesSize(const BackendRoute& backend) const { return backend.largestBodyBytes() >= m_features.sizeBytes; }
    void failTooLarge();
    Place waitOrGiveUp();
    bool anotherBackendIsLeft() const;
    bool mayRetry(const AttemptEnd& end);

    // sessionattempt.cpp: one attempt at the chosen backend
    dispatch::Task<AttemptEnd> attempt();
    AttemptRecord* beginAttempt(dispatch::Slot& slot, const BackendRoute& backend);
    void closeAttempt(AttemptRecord* entry, const AttemptEnd& end);
    dispatch::Task<AttemptEnd> forward();
    dispatch::Task<dispatch::UpstreamPtr> connectUpstream(bool mayReuse, AttemptEnd& end);
    static std::size_t leastBusy(const std::vector<dispatch::EndpointPoolPtr>& endpoints, std::uint32_t turn);
    void ownUpstream(dispatch::UpstreamConnection& upstream, const BackendRoute& backend);
    dispatch::Framing writeForwardHead(const BackendRoute& backend, bool asksContinue);
    dispatch::Task<AttemptEnd> awaitAnswer();
    dispatch::Task<AttemptEnd> streamAnswer();
    AttemptEnd giveUpOnClient();
    std::optional<AttemptEnd> pumpUpload();
    dispatch::Task<bool> finishUpload();
    AttemptEnd interruptedEnd() const;

    bool asksContinue() const;
    void passInterim();

    // sessionhedge.cpp: a second backend is asked beside one that takes long
    bool hedges() const { return m_route.application->isolation.hedgeAfter.count() > 0; }
    void armHedge();
    /// A good answer of another backend begins. Asked whenever the session wakes before its own has begun.
    bool hedgeAnswers() { return (m_hedge != nullptr || m_hedgeTimer.due) && lookAtHedge(); }
    bool lookAtHedge();
    void beginHedge();
    bool placeHedge(Hedge& hedge, std::int64_t now);
    void invokeHedge();
    void connectHedge();
    void sendHedge();
    void followHedge();
    void readHedge();
    void endHedge(const AttemptEnd& end);
    void cancelHedge(AttemptOutcome outcome);
    void swapHedge(Hedge& hedge);
    void takeHedge();
    dispatch::Task<bool> hedgeSaves();
    dispatch::Task<bool> beatsHedge(std::uint16_t status);
    dispatch::Task<AttemptEnd> settleHedge(AttemptRecord* entry, AttemptEnd end);

    // sessiontunnel.cpp: after 101
    dispatch::Task<AttemptEnd> tunnel();
    bool refusesUpgrade();

    // sessionlimits.cpp: how slow a client may be, and what is said of limits
    void startRate(std::uint32_t bytesPerSecond, bool ofAnswer);
    void countClientTime();
    void checkRate();
    std::uint64_t clientProgress() const;
    void limitMet(Limit limit) { m_thread.limitMet(limit); }
    void countHeadLimit(HeadProblem problem);
    void failBody();
    void failInTime();

    // sessionisolation.cpp: what is concluded of the backend, and of another attempt
    void judgeBackend(const AttemptEnd& end, std::int64_t now);
    void judgeCancelled(std::int64_t now);
    void learnFrom(const AttemptEnd& end, std::int64_t micros, std::int64_t now);
    bool waitingHelps() const;
    bool mayRepeat() const;
    bool takeRetry(std::int64_t nowNanos);
    bool failsOnTrial(AttemptEnd& end);

    // sessionfunction.cpp: the same for a function
    dispatch::Task<AttemptEnd> invokeFunction();
    dispatch::Task<bool> gatherBody();
    dispatch::Task<AttemptEnd> giveFunctionAnswer(const dispatch::FunctionAnswer& answer);
    dispatch::FunctionRequest functionRequest(const BackendRoute& backend);

    // sessionanswer.cpp: what is said without a backend, and ends
    dispatch::Task<bool> refuseHead(HeadProblem problem);
    dispatch::Task<bool> answerHere();
    dispatch::Task<bool> answerError();
    void closeUnlessBodyRead();
    dispatch::Task<bool> sendWhole(std::string_view head, std::string_view body);
    dispatch::Task<bool> clientTakes();
    dispatch::Task<bool> linger();
    void sendContinue();
    AnswerNotes notes();

    // waiting
    void streamMoved() override { m_wake.notify(); }
    void expired() override;
    bool tryAgain() override;
    void leftLine() override;
    void setStage(Stage stage, std::int64_t dueNanos);
    void watchClient();
    /// The client left, a deadline passed, or the gateway stops: m_ending says which.
    bool interrupted();
    void fail(Outcome outcome, std::uint16_t status, std::string_view message, bool retryAfter = false);
    bool failed() const { return m_ending.outcome != Outcome::Answered; }
    std::int64_t after(std::chrono::milliseconds time) const;
    std::uint32_t microsSinceArrival(std::int64_t nanos) const;

    /// Every second in which the client is waited for: does it keep up? A bucket of bytes, filled by what it sends or
    /// takes, emptied at the slowest rate that is allowed.
    struct RateWatch final : dispatch::Deadline {
        explicit RateWatch(Session& watched)
            : session(watched)
        {
        }
        void expired() override { session.checkRate(); }
        Session& session;
        std::uint32_t bytesPerSecond = 0; ///< 0 = nothing is watched
        bool ofAnswer = false;
        bool armed = false;
        std::int64_t credit = 0;
        std::int64_t sinceNanos = 0;  ///< of the present stage
        std::int64_t waitedNanos = 0; ///< for the client, since the last check
        std::uint64_t seen = 0;
    };

    /// First: when a hedge is due. Then: how long the hedge's backend may take to connect, or be silent.
    struct HedgeTimer final : dispatch::Deadline {
        explicit HedgeTimer(Session& owner)
            : session(owner)
        {
        }
        void expired() override
        {
            due = true;
            session.m_wake.notify();
        }
        Session& session;
        bool due = false;
    };

    GatewayThread& m_thread;
    dispatch::StreamPtr m_client;
    std::string m_clientAddress;
    dispatch::Wake m_wake;
    Stage m_stage = Stage::Idle;
    std::int64_t m_stageDue = kNever;
    std::int64_t m_totalDue = kNever;
    bool m_deadlineHit = false;
    bool m_aborted = false;
    bool m_draining = false;
    bool m_keepOpen = true;
    bool m_mustLinger = false;
    bool m_tooSlow = false;
    bool m_saidContinue = false;
    RateWatch m_rate{*this};
    std::uint32_t m_served = 0; ///< requests of this connection

    // the request
    dispatch::HeadScanner m_scanner;
    std::string m_headText; ///< what m_head points into
    RequestHead m_head;
    HeadProblem m_headProblem = HeadProblem::None;
    std::string m_requestId;
    Route m_route;
    TableViewPtr m_view;
    dispatch::RequestBody m_body;
    RequestFeatures m_features;
    Decision m_decision;
    dispatch::Slot m_slot;
    Place m_place = Place::Wait;
    bool m_onTrial = false;                  ///< the backend's breaker was half-open
    const BackendRoute* m_backend = nullptr; ///< of the latest place; null when a new table has another route
    dispatch::Exchange m_exchange;
    HedgeTimer m_hedgeTimer{*this};
    std::unique_ptr<Hedge> m_hedge; ///< running, or the one that won
    bool m_hedged = false;          ///< once for each request
    Ending m_ending;
    Ending m_lastEnding; ///< of the attempt before, while another is looked for
    RequestRecord m_record;
    std::uint64_t m_ownBytes = 0; ///< of interim answers and one that came whole, given to the client's socket
    std::uint64_t m_tunnelledIn = 0;
    std::int64_t m_arrivalNanos = 0;
    std::int64_t m_waitedNanos = 0;  ///< of the time before the last attempt: not our own
    std::int64_t m_waitingSince = 0; ///< in the line
    std::uint32_t m_aheadInLine = 0; ///< how many were there before
    AttemptTimes m_times;            ///< of the latest attempt
    std::int64_t m_doneNanos = 0;    ///< the answer's last byte was given to the client's socket
    std::optional<dispatch::FunctionAnswer> m_functionAnswer;
    std::string m_functionError;
    std::string m_connectError; ///< what m_ending says of backends that could not be reached
    std::string m_extraFields;  ///< further header lines of an error answer
    bool m_inLiveLoad = false;
    const bool m_secure;
};

} // namespace straightline::ingest
