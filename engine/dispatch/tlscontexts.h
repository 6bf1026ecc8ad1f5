// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "engine/dispatch/tlscontext.h"

namespace straightline::dispatch
{

/// Where a context is replaced while connections are made with it. set() on the engine thread, latest() on any.
class TlsSlot
{
public:
    void set(TlsContextPtr context, std::string problem);
    /// Brings `context` and `problem` up to date; true when they have changed since `seen`, which begins at 0. Null:
    /// there is none, and `problem` says why.
    bool latest(std::uint64_t& seen, TlsContextPtr& context, std::string& problem) const;

private:
    std::atomic<std::uint64_t> m_changes{0};
    mutable std::mutex m_mutex;
    TlsContextPtr m_context;
    std::string m_problem;
};

/// Kept by the connection pools that use it, also after it was forgotten.
using TlsSlotPtr = std::shared_ptr<const TlsSlot>;

/// A slot as one gateway thread sees it: no lock while nothing changes.
class TlsView
{
public:
    explicit TlsView(TlsSlotPtr slot)
        : m_slot(std::move(slot))
    {
    }
    bool refresh() { return m_slot->latest(m_seen, m_context, m_problem); }
    const TlsContext* context() const { return m_context.get(); }
    const std::string& problem() const { return m_problem; }

private:
    TlsSlotPtr m_slot;
    std::uint64_t m_seen = 0;
    TlsContextPtr m_context;
    std::string m_problem;
};

/// What a file that was read again has led to.
struct TlsReload {
    bool good = false;
    std::string text; ///< what is used from now on, or why the old one stays
};

/// The contexts of the listener and of all backends, each made of files, and made anew when those change; what no
/// backend needs any more is forgotten. A file that cannot be used changes nothing: what was loaded before stays in
/// use. Owned by the gateway; its threads read slots, the rest belongs to the engine thread.
class TlsContexts
{
public:
    /// Fails as TlsContext::forListener().
    [[nodiscard]] Result<void> openListener(const TlsSettings& settings);
    /// Loads what the backends of `table` need and is not loaded yet. Other contexts are read no more, and forgotten
    /// some reviews later.
    void prepare(const RoutingTable& table);
    /// Any thread. A connection needs prepare() first, else it fails.
    TlsSlotPtr of(const UpstreamTls& tls);
    TlsSlotPtr listener() const { return {TlsSlotPtr(), &m_listener.slot}; } ///< lives as long as this
    std::size_t backendContexts() const;

    /// Looks at the files and reads those that have changed, once they rest: a file is often written in pieces, and a
    /// key after its certificate.
    std::vector<TlsReload> review();
    /// Reads everything again, now.
    std::vector<TlsReload> reload();

    /// Null without a listener.
    TlsContextPtr listenerContext() const { return m_listener.context; }
    /// What is wrong now: a sentence for each file that cannot be used.
    std::vector<std::string> problems() const;

private:
    struct FileMark {
        ino_t inode = 0;
        off_t size = -1;
        std::int64_t changedNanos = 0;
        bool operator==(const FileMark&) const = default;
    };
    using FileMarks = std::vector<FileMark>;

    struct Entry {
        TlsSlot slot;
        TlsContextPtr context; ///< in use
        std::string problem;   ///< of the latest try
        std::vector<std::string> files;
        FileMarks loaded;      ///< the files as they were at the latest try
        FileMarks seen;        ///< … at the latest look
        bool needed = false;   ///< by a backend of the latest table
        bool unneeded = false; ///< at the latest review
    };

    /// Loading takes a while, and the threads must not wait for it: the map is locked only to look at it.
    using EntryPtr = std::shared_ptr<Entry>;
    std::vector<std::pair<UpstreamTls, EntryPtr>> backends() const;
    EntryPtr entryOf(const UpstreamTls& tls);
    void forgetUnneeded();
    static FileMarks marksOf(const std::vector<std::string>& files);
    std::vector<TlsReload> loadAgain(bool all);
    static void load(Entry& entry, Result<TlsContextPtr> loaded, FileMarks marks);

    TlsSettings m_settings;
    Entry m_listener;
    mutable std::mutex m_mutex; ///< of the map
    std::map<UpstreamTls, EntryPtr> m_backends;
};

} // namespace straightline::dispatch
