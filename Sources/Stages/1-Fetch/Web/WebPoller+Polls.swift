import Feeds
import Logging
import Messages
import Storage
import Threads
import Web

extension WebPoller {
    /// Reads what a source answered, stores it with what it lists, and brings that.
    func read(_ id: Int64, _ order: FetchOrder, _ response: HTTPResponse) async {
        machine.drop(order)
        guard let stored = sources[id], let record = machine.sources[id]?.record else { return }
        var freshness = machine.freshness(of: order, response)
        let digest = Array(Digest.sha256(of: response.body).prefix(16))
        if digest == record.digest {
            // A whole answer says what it says, also by saying nothing.
            freshness.lasts = freshness.lasts ?? .zero
            await store(id, .unchanged(freshness), [])
            return
        }
        var reading = PollOutcome.Reading(freshness: freshness, digest: digest)
        do {
            let entries = try list(
                stored, order, response, &reading, isFirst: record.succeeded == nil)
            reading.listed = entries.count
            reading.new =
                entries.count
                - (try await parts.state.seen(entries.map(\.key), of: id))
            await store(id, .read(reading), entries)
        } catch let error as StorageError {
            log.error("cannot store a poll", [.url: order.address.text, .reason: "\(error)"])
            await store(id, .failed("it cannot be stored: \(error.reason)"), [])
        } catch {
            await store(id, .failed("\(error)"), [])
        }
    }

    /// What a source lists.
    private func list(
        _ stored: StoredSource, _ order: FetchOrder, _ response: HTTPResponse,
        _ reading: inout PollOutcome.Reading, isFirst: Bool
    ) throws -> [ListedEntry] {
        let reader = EntryReader(source: stored.source, limit: parts.limits.body)
        let type = response.headers["content-type"]
        switch stored.source.kind {
        case .feed:
            let feed: Feed
            do throws(FeedError) {
                feed = try FeedReader.read(
                    response.body, contentType: type, url: order.address.text)
            } catch {
                guard error.code == .page else { throw error }
                let found = FeedDiscovery.links(
                    in: response.body, contentType: type, base: order.address.text)
                let names = found.prefix(3).map(\.href).joined(separator: ", ")
                throw FeedError(
                    .page, "is a page, not a feed" + (names.isEmpty ? "" : "; it names \(names)"))
            }
            reading.title = feed.title?.line
            reading.ttl = feed.ttl
            reading.skipHours = feed.skipHours
            reading.skipDays = feed.skipDays
            return reader.entries(of: feed)
        case .sitemap:
            let sitemap = try SitemapReader.read(
                response.body, contentType: type, url: order.address.text)
            let oldest = now.wall - Int64(parts.rules.oldest.seconds)
            children[stored.id] = EntryReader.recent(sitemap.sitemaps, oldest: oldest)
            return reader.entries(of: sitemap, isFirst: isFirst, oldest: oldest)
        case .page:
            let entry = ListedEntry(
                key: [], fingerprint: [], needsPage: true, item: stored.source.url)
            do throws(EntryDocument.PageRefusal) {
                let page = try EntryDocument.document(
                    entry, of: stored.source, page: response, at: order.address, fetched: now.wall)
                return [reader.entry(of: page)]
            } catch {
                throw FeedError(.notAFeed, error.reason)
            }
        }
    }

    /// Stores what came of a poll with what it listed, schedules the next one, and brings what is
    /// new.
    func store(_ id: Int64, _ outcome: PollOutcome, _ entries: [ListedEntry]) async {
        guard let stored = sources[id], let record = machine.sources[id]?.record else { return }
        let next = schedule.after(
            outcome, record, url: stored.source.url, now: now.wall,
            luck: Double.random(in: 0..<1))
        do throws(StorageError) {
            let commit = try await parts.state.commit(next, of: id, listed: entries, now: now.wall)
            machine.adopt(next, for: id, at: now)
            report(stored, record, next, outcome, commit)
            backlog += commit.pending.count
            try await follow(id, stored.source)
            await take(pages: commit.pending.filter { $0.page != nil })
            await bring(commit.pending.filter { $0.page == nil })
        } catch {
            log.error("cannot store a poll", [.url: stored.source.url, .reason: "\(error)"])
            // As if it had not been: what it listed is listed again.
            var again = record
            again.due = now.wall + Int64(WebPoller.patience.seconds)
            machine.adopt(again, for: id, at: now)
        }
    }

    /// The sitemaps of an index become sources, and those it lists no more go.
    private func follow(_ id: Int64, _ source: WebSourceRecord) async throws(StorageError) {
        guard let listed = children.removeValue(forKey: id), !listed.isEmpty else { return }
        for url in listed where url != source.url {
            try await parts.state.put(
                WebSourceRecord(
                    kind: .sitemap, url: url, origin: .index, parent: id,
                    publisher: source.publisher, text: source.text), now: now.wall)
        }
        for stored in sources.values
        where stored.source.parent == id && !listed.contains(stored.source.url) {
            _ = try await parts.state.remove(stored.id)
        }
        try await refresh()
    }

    private func report(
        _ stored: StoredSource, _ before: PollRecord, _ next: PollRecord, _ outcome: PollOutcome,
        _ commit: PollCommit
    ) {
        let url = EntryDocument.name(stored.source)
        let wait = Duration.seconds(max(0, next.due - now.wall))
        switch outcome {
        case .read(let reading):
            log.info(
                "polled", [.source: url, .count: commit.new, .total: reading.listed, .delay: wait])
            if reading.listed > 1 && reading.new == reading.listed && before.succeeded != nil {
                log.warning(
                    "everything is new; some may have come and gone between two polls",
                    [.source: url, .count: reading.new])
            }
        case .unchanged: log.debug("not changed", [.source: url, .delay: wait])
        case .gone:
            log.error("gone for good: not asked again until it is named anew", [.source: url])
        case .refused, .failed:
            // Once, and then when it has become more serious.
            let isNews = next.failures & (next.failures - 1) == 0
            let fields: LogFields = [
                .source: url, .reason: next.message, .attempts: next.failures, .delay: wait,
            ]
            if isNews {
                log.warning("cannot poll", fields)
            } else {
                log.info("cannot poll", fields)
            }
        }
        if next.current != before.current {
            log.notice("moved for good", [.source: url, .value: next.current])
        }
    }
}
