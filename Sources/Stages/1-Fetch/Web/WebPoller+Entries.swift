import Logging
import Messages
import Storage
import Threads
import Web

extension WebPoller {
    /// Has the pages of entries got, when they are due.
    func take(pages entries: [PendingEntry]) async {
        for entry in entries {
            guard let page = entry.page, let address = try? WebAddress(page) else {
                await pageFailed(entry.id, .final("its address is none"))
                continue
            }
            do throws(StorageError) {
                let key = EntryReader.pageKey(address)
                if try await parts.state.broughtBefore(key, not: entry.source) {
                    waiting[entry.id] = entry
                    await settle(entry.id, as: .known, "another source has brought it")
                    continue
                }
            } catch {
                log.error("cannot look up a page", [.url: page, .reason: "\(error)"])
            }
            waiting[entry.id] = entry
            machine.addPage(entry.id, address, due: entry.due, at: now)
        }
        ring()
    }

    /// Offers the page of an entry.
    func bring(page response: HTTPResponse, at address: WebAddress, of id: Int64) async {
        guard let pending = waiting[id], let source = sources[pending.source]?.source else {
            return
        }
        do throws(StorageError) {
            guard let entry = try await parts.state.entry(id) else {
                forget(id)
                return
            }
            let document: RawDocument
            do throws(EntryDocument.PageRefusal) {
                document = try EntryDocument.document(
                    entry, of: source, page: response, at: address, fetched: now.wall)
            } catch {
                await pageFailed(id, .final(error.reason))
                return
            }
            let asked = pending.page.flatMap { try? WebAddress($0) } ?? address
            try await offer(document, pending, entry, page: EntryReader.pageKey(asked))
        } catch {
            await storeLater(pending, error)
        }
    }

    /// Offers entries that are documents by themselves, several at a time.
    func bring(_ entries: [PendingEntry]) async {
        await withTaskGroup(of: Void.self) { group in
            var open = 0
            for entry in entries {
                if Task.isCancelled { break }
                if open == WebPoller.inFlight {
                    await group.next()
                    open -= 1
                }
                open += 1
                group.addTask { await self.bring(text: entry) }
            }
        }
    }

    private func bring(text pending: PendingEntry) async {
        guard let source = sources[pending.source]?.source else {
            forget(pending.id)
            return
        }
        do throws(StorageError) {
            guard let entry = try await parts.state.entry(pending.id) else {
                forget(pending.id)
                return
            }
            guard !entry.body.isEmpty else {
                await end(pending, entry, as: .failed, "there is no text")
                return
            }
            let document = EntryDocument.document(entry, of: source, fetched: now.wall)
            try await offer(document, pending, entry, page: nil)
        } catch {
            await storeLater(pending, error)
        }
    }

    private func offer(
        _ document: RawDocument, _ pending: PendingEntry, _ entry: ListedEntry, page: [UInt8]?
    ) async throws(StorageError) {
        let state: EntryState
        var reason = ""
        switch await parts.offering.offer(document) {
        case .accepted: state = .accepted
        case .known: state = .known
        case .refused(let why):
            state = .refused
            reason = why
            log.warning("refused", [.url: document.url ?? document.item, .reason: why])
        // Only when the daemon stops: the entry waits for the next start.
        case .busy: return
        }
        if try await parts.state.settle(
            pending.id, entry.fingerprint, as: state, reason: reason, page: page, now: now.wall)
        {
            forget(pending.id)
        } else {
            // It has changed meanwhile.
            await again(pending)
        }
    }

    /// The page of an entry is not got: now, or ever. Then what the source itself has is taken.
    func pageFailed(_ id: Int64, _ failure: PageFailure) async {
        guard var pending = waiting[id] else { return }
        do throws(StorageError) {
            switch failure {
            case .passing(let reason) where pending.attempts + 1 < parts.rules.attempts:
                let wait = PollRules.pageRetry * (1 << (2 * min(pending.attempts, 6)))
                pending.attempts += 1
                pending.due = now.wall + Int64(wait.seconds)
                try await parts.state.postpone(
                    id, until: pending.due, attempts: pending.attempts, reason: reason)
                await again(pending)
            case .passing(let reason), .final(let reason):
                guard let entry = try await parts.state.entry(id) else {
                    forget(id)
                    return
                }
                guard !entry.body.isEmpty, let source = sources[pending.source]?.source else {
                    await end(pending, entry, as: .failed, reason)
                    return
                }
                log.info(
                    "a page cannot be got; the feed's own text is taken",
                    [.url: pending.page ?? entry.item, .reason: reason])
                let document = EntryDocument.document(entry, of: source, fetched: now.wall)
                try await offer(document, pending, entry, page: nil)
            }
        } catch {
            await storeLater(pending, error)
        }
    }

    private func end(
        _ pending: PendingEntry, _ entry: ListedEntry, as state: EntryState, _ reason: String
    ) async {
        log.warning(
            "an entry cannot be got", [.url: pending.page ?? entry.item, .reason: reason])
        await settle(pending.id, as: state, reason)
    }

    private func settle(_ id: Int64, as state: EntryState, _ reason: String) async {
        do throws(StorageError) {
            if let entry = try await parts.state.entry(id) {
                try await parts.state.settle(
                    id, entry.fingerprint, as: state, reason: reason, now: now.wall)
            }
            forget(id)
        } catch {
            if let pending = waiting[id] { await storeLater(pending, error) }
        }
    }

    private func forget(_ id: Int64) {
        waiting[id] = nil
        backlog -= 1
    }

    private func again(_ pending: PendingEntry) async {
        waiting[pending.id] = nil
        if pending.page == nil {
            postponed.insert(pending, at: now.instant)
            ring()
        } else {
            await take(pages: [pending])
        }
    }

    private func storeLater(_ pending: PendingEntry, _ error: StorageError) async {
        log.error("cannot store what came of an entry", [.reason: "\(error)"])
        var later = pending
        later.due = now.wall + Int64(WebPoller.patience.seconds)
        if later.page == nil {
            postponed.insert(later, at: now.instant + WebPoller.patience)
        } else {
            await again(later)
        }
    }
}
