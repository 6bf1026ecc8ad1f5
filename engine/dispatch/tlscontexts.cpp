// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dispatch/tlscontexts.h"

#include <utility>

#include <sys/stat.h>

namespace straightline::dispatch
{

void TlsSlot::set(TlsContextPtr context, std::string problem)
{
    const std::lock_guard lock(m_mutex);
    m_context = std::move(context);
    m_problem = std::move(problem);
    m_changes.fetch_add(1, std::memory_order_release);
}

bool TlsSlot::latest(std::uint64_t& seen, TlsContextPtr& context, std::string& problem) const
{
    if (m_changes.load(std::memory_order_acquire) == seen)
        return false;
    const std::lock_guard lock(m_mutex);
    seen = m_changes.load(std::memory_order_relaxed);
    context = m_context;
    problem = m_problem;
    return true;
}

TlsContexts::FileMarks TlsContexts::marksOf(const std::vector<std::string>& files)
{
    FileMarks marks;
    for (const std::string& file : files) {
        struct stat found {
        };
        FileMark mark;
        if (::stat(file.c_str(), &found) == 0) {
            mark = {.inode = found.st_ino,
                    .size = found.st_size,
                    .changedNanos = std::int64_t{found.st_ctim.tv_sec} * 1'000'000'000 + found.st_ctim.tv_nsec};
        }
        marks.push_back(mark);
    }
    return marks;
}

void TlsContexts::load(Entry& entry, Result<TlsContextPtr> loaded, FileMarks marks)
{
    entry.loaded = entry.seen = std::move(marks);
    entry.problem = loaded ? std::string() : loaded.error().detail;
    if (loaded)
        entry.context = std::move(*loaded);
    if (loaded || !entry.context)
        entry.slot.set(entry.context, entry.problem);
}

Result<void> TlsContexts::openListener(const TlsSettings& settings)
{
    m_settings = settings;
    m_listener.files = {settings.certificate, settings.key};
    if (!settings.clientCa.empty())
        m_listener.files.push_back(settings.clientCa);
    FileMarks marks = marksOf(m_listener.files); // before they are read: a later change is then noticed
    load(m_listener, TlsContext::forListener(settings), std::move(marks));
    if (!m_listener.context)
        return failure(ErrorCode::InvalidArgument, "gateway.tls: " + m_listener.problem);
    return {};
}

void TlsContexts::prepare(const RoutingTable& table)
{
    for (const auto& [tls, entry] : backends())
        entry->needed = false;
    for (const ApplicationRoute& application : table.applications) {
        for (const BackendRoute& backend : application.backends) {
            if (!backend.tls.enabled)
                continue;
            const EntryPtr kept = entryOf(backend.tls);
            Entry& entry = *kept;
            entry.needed = true;
            if (entry.context || !entry.problem.empty())
                continue;
            if (backend.tls.verify && !backend.tls.caFile.empty())
                entry.files = {backend.tls.caFile};
            FileMarks marks = marksOf(entry.files);
            load(entry, TlsContext::forBackends(backend.tls), std::move(marks));
        }
    }
}

TlsSlotPtr TlsContexts::of(const UpstreamTls& tls)
{
    const EntryPtr entry = entryOf(tls);
    return {entry, &entry->slot};
}

TlsContexts::EntryPtr TlsContexts::entryOf(const UpstreamTls& tls)
{
    const std::lock_guard lock(m_mutex);
    EntryPtr& entry = m_backends[tls];
    if (!entry)
        entry = std::make_shared<Entry>();
    return entry;
}

std::vector<std::pair<UpstreamTls, TlsContexts::EntryPtr>> TlsContexts::backends() const
{
    const std::lock_guard lock(m_mutex);
    return {m_backends.begin(), m_backends.end()};
}

std::size_t TlsContexts::backendContexts() const
{
    const std::lock_guard lock(m_mutex);
    return m_backends.size();
}

/// What no connection pool uses, and no table for two reviews: a gateway thread may still be reading the one before.
void TlsContexts::forgetUnneeded()
{
    std::vector<EntryPtr> forgotten; // freed without the lock
    const std::lock_guard lock(m_mutex);
    for (auto each = m_backends.begin(); each != m_backends.end();) {
        Entry& entry = *each->second;
        const bool before = std::exchange(entry.unneeded, !entry.needed);
        if (entry.unneeded && before && each->second.use_count() == 1) {
            forgotten.push_back(std::move(each->second));
            each = m_backends.erase(each);
        } else {
            ++each;
        }
    }
}

std::vector<TlsReload> TlsContexts::review()
{
    forgetUnneeded();
    return loadAgain(false);
}

std::vector<TlsReload> TlsContexts::reload()
{
    return loadAgain(true);
}

std::vector<TlsReload> TlsContexts::loadAgain(bool all)
{
    std::vector<TlsReload> told;
    const auto again = [&](Entry& entry, const std::string& what, auto read) {
        FileMarks marks = marksOf(entry.files);
        const bool changed = marks != entry.loaded;
        const bool rests = marks == entry.seen;
        entry.seen = marks;
        if (!all && (!changed || !rests))
            return;
        load(entry, read(), std::move(marks));
        if (entry.problem.empty())
            told.push_back({true, what + " was read again; connections that stand go on with the old"});
        else
            told.push_back({false, entry.problem + (entry.context ? "; what was loaded before stays in use" : "")});
    };
    if (!m_listener.files.empty())
        again(m_listener, m_settings.certificate, [&] { return TlsContext::forListener(m_settings); });
    for (const auto& [tls, entry] : backends()) {
        const bool system = tls.verify && tls.caFile.empty() && entry->context;
        if (entry->needed && (!entry->files.empty() || (all && system)))
            again(*entry, system ? "the system's certificate store" : tls.caFile,
                  [&identity = tls] { return TlsContext::forBackends(identity); });
    }
    return told;
}

std::vector<std::string> TlsContexts::problems() const
{
    std::vector<std::string> sentences;
    if (!m_listener.problem.empty())
        sentences.push_back("TLS: " + m_listener.problem + "; the certificate before it stays in use");
    for (const auto& [tls, entry] : backends()) {
        if (entry->needed && !entry->problem.empty())
            sentences.push_back("TLS: " + entry->problem);
    }
    return sentences;
}

} // namespace straightline::dispatch
