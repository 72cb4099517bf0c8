import Arguments
import Configuration
import Daemon
import Feeds
import Glibc
import Messages
import Storage
import Threads
import Web

/// `chancery sources …`: feeds, pages and sitemaps.
enum SourcesCommand: Verb {
    private static let format = Option(
        "format", .choice(of: Console.Format.self), fallback: "table", "how it looks")
    private static let urls = Positional(
        "url", .text, presence: .repeated(atLeast: 1), "addresses")

    /// What a source may be said to be.
    private enum Kind: String, CaseIterable {
        case auto, feed, page, sitemap
    }

    static let command = Command(
        "sources", "feeds, pages and sitemaps: add, list, remove, try out",
        discussion: """
            Sources stand in the configuration, or are added here; both are polled. They are kept \
            in the state directory, and a running daemon takes up what changes within seconds. \
            Use the daemon's own user, so that it can write the file.
            """,
        options: Place.options,
        subcommands: [
            Command(
                "add", "poll further sources",
                discussion: """
                    Looks at each address first. A page that names feeds stands for the first of \
                    them; with --kind page it is watched itself. Ends with 66 if there is no \
                    answer, with 65 if it is nothing that can be polled; the others are added.
                    """,
                options: [
                    Option(
                        "kind", .choice(of: Kind.self), fallback: "auto",
                        "what is there; auto finds out"),
                    Option(
                        "publisher", .text, placeholder: "NAME", "who publishes what they list"),
                    Option(
                        "text", .choice(of: WebSourceRecord.Text.self), fallback: "auto",
                        "where the text is taken from: the feed, the page, or auto: the feed if "
                            + "it has all of it"),
                    Option(flag: "unchecked", "add them without looking"),
                ], positionals: [urls]),
            Command("list", "the sources, how they are and when they are asked", options: [format]),
            Command(
                "remove", "poll sources no more, and forget what was seen of them",
                positionals: [urls]),
            Command(
                "test", "look at addresses as the daemon would, and store nothing",
                discussion: """
                    Shows what is there, how long it lasts, how many entries would be read from \
                    their pages, and whether robots.txt allows that. Ends with 66 if one gives no \
                    answer, with 65 if one is nothing that can be polled.
                    """, options: [format], positionals: [urls]),
            Command(
                "import", "add the feeds of a list in OPML",
                positionals: [Positional("file", .path, "the list; - is standard input")]),
            Command("export", "print all feeds as OPML"),
        ],
        examples: [
            .init("chancery sources add https://news.example/", "the feed that a page names"),
            .init("chancery sources test https://news.example/feed.xml", "look at it first"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let settings = try Place.settings(parsed, console)
        switch parsed.command.last {
        case "add": return try await add(parsed, settings, console)
        case "list": return try await list(parsed, settings, console)
        case "remove": return try await remove(parsed, settings, console)
        case "test": return try await test(parsed, settings, console)
        case "import": return try await importList(parsed, settings, console)
        default: return try await export(settings, console)
        }
    }

    private static func add(
        _ parsed: Parsed, _ settings: Settings, _ console: Console
    ) async throws -> ExitCode {
        let urls = try WebArguments.addresses(parsed.strings("url"), option: "add")
        let kind = parsed.choice("kind", as: Kind.self) ?? .auto
        let isUnchecked = parsed.flag("unchecked")
        if isUnchecked && kind == .auto {
            throw UsageError("--unchecked: say with --kind what is there")
        }
        let file = try SourceFile(settings)
        var code = ExitCode.ok
        for url in urls {
            do throws(DaemonError) {
                let found: (kind: WebSourceRecord.Kind, url: String) =
                    isUnchecked
                    ? (WebSourceRecord.Kind(rawValue: kind.rawValue) ?? .feed, url)
                    : try await find(url, kind, settings, console)
                let source = WebSourceRecord(
                    kind: found.kind, url: found.url, origin: .command,
                    publisher: parsed.string("publisher"),
                    text: parsed.choice("text", as: WebSourceRecord.Text.self) ?? .auto)
                try await put(source, in: file, console)
            } catch {
                console.complain("\(error)")
                if code != .noInput { code = error.code == .noInput ? .noInput : .dataErr }
            }
        }
        await file.state.close()
        return code
    }

    private static func put(
        _ source: WebSourceRecord, in file: SourceFile, _ console: Console
    ) async throws(DaemonError) {
        do {
            let known = try await file.state.sources().first {
                $0.source.kind == source.kind && $0.source.url == source.url
            }
            if known?.source.origin == .configuration {
                console.complain("\(source.url): is named in the configuration already")
                return
            }
            // Named anew is asked anew: also what was gone.
            if let known, known.poll.retired != nil { _ = try await file.state.remove(known.id) }
            let isNew = try await file.state.put(source, now: WallClock.seconds).isNew
            try console.print(
                "\(isNew ? "added" : "changed") \(source.kind.rawValue) \(source.url)")
        } catch {
            throw DaemonError(.cannotWrite, "\(error)")
        }
    }

    /// What is to be polled at an address.
    private static func find(
        _ url: String, _ kind: Kind, _ settings: Settings, _ console: Console
    ) async throws(DaemonError) -> (kind: WebSourceRecord.Kind, url: String) {
        let probe = try await SourceProbe(url, settings)
        switch (kind, probe.kind) {
        case (.auto, .feed), (.feed, .feed): return (.feed, url)
        case (.auto, .sitemap), (.sitemap, .sitemap): return (.sitemap, url)
        case (.page, .page): return (.page, url)
        case (.auto, .page), (.feed, .page):
            guard let first = probe.feeds.first else {
                throw DaemonError(
                    .badInput, "\(url): is a page that names no feed; --kind page watches it")
            }
            for other in probe.feeds.dropFirst().prefix(5) {
                console.complain("\(url): also names \(other)")
            }
            return (.feed, first)
        default:
            throw DaemonError(
                .badInput, "\(url): is a \(probe.kind.rawValue), not a \(kind.rawValue)")
        }
    }

    private static func list(
        _ parsed: Parsed, _ settings: Settings, _ console: Console
    ) async throws -> ExitCode {
        let file = try SourceFile(settings)
        let lines = try await file.sources(settings).map(SourceLine.init)
        await file.state.close()
        switch parsed.choice("format", as: Console.Format.self) ?? .table {
        case .json: try console.print(json: lines)
        case .table: try console.print(SourceLine.table(lines))
        }
        return .ok
    }

    private static func remove(
        _ parsed: Parsed, _ settings: Settings, _ console: Console
    ) async throws -> ExitCode {
        let file = try SourceFile(settings)
        let sources = try await file.sources(settings)
        var code = ExitCode.ok
        for url in parsed.strings("url") {
            let found = sources.filter { $0.source.url == url }
            if found.isEmpty {
                console.complain("\(url): is no source; `chancery sources list` shows them")
                code = .dataErr
            }
            for stored in found {
                guard stored.source.origin != .configuration else {
                    console.complain("\(url): is named in the configuration; take it out there")
                    code = .dataErr
                    continue
                }
                _ = try await file.state.remove(stored.id)
                try console.print("removed \(stored.source.kind.rawValue) \(url)")
            }
        }
        await file.state.close()
        return code
    }

    private static func test(
        _ parsed: Parsed, _ settings: Settings, _ console: Console
    ) async throws -> ExitCode {
        var code = ExitCode.ok
        for url in try WebArguments.addresses(parsed.strings("url"), option: "test") {
            let probe: SourceProbe
            do throws(DaemonError) {
                probe = try await SourceProbe(url, settings)
            } catch {
                console.complain("\(error)")
                code = .noInput
                continue
            }
            switch parsed.choice("format", as: Console.Format.self) ?? .table {
            case .json: try console.print(json: probe)
            case .table:
                // Without headings.
                let facts = probe.table.render(width: console.tableWidth)
                try console.print(String(facts.drop { $0 == "\n" }), terminator: "")
            }
            if probe.kind == .page && probe.feeds.isEmpty && code == .ok { code = .dataErr }
        }
        return code
    }

    private static func importList(
        _ parsed: Parsed, _ settings: Settings, _ console: Console
    ) async throws -> ExitCode {
        let path = parsed.string("file") ?? "-"
        let bytes = try FeedSource(path, url: nil).bytes
        let list: OPML
        do throws(FeedError) {
            list = try OPML.read(bytes)
        } catch {
            console.complain("\(path): \(error)")
            return .dataErr
        }
        let file = try SourceFile(settings)
        var (added, known, bad) = (0, 0, 0)
        for feed in list.feeds {
            guard (try? WebAddress(feed.url)) != nil else {
                console.complain("\(path): \(feed.url) is no web address")
                bad += 1
                continue
            }
            let isThere = try await file.state.sources().contains {
                $0.source.kind == .feed && $0.source.url == feed.url
                    && $0.source.origin != .once
            }
            if isThere {
                known += 1
                continue
            }
            try await file.state.put(
                WebSourceRecord(kind: .feed, url: feed.url, origin: .command),
                now: WallClock.seconds)
            added += 1
        }
        await file.state.close()
        try console.print("\(added) added, \(known) known, \(bad) refused")
        return bad > 0 ? .dataErr : .ok
    }

    private static func export(_ settings: Settings, _ console: Console) async throws -> ExitCode {
        let file = try SourceFile(settings)
        let feeds = try await file.sources(settings).filter { $0.source.kind == .feed }
        await file.state.close()
        let list = OPML(
            title: "Chancery",
            feeds: feeds.map {
                OPML.Subscription(url: $0.source.url, title: $0.poll.title ?? $0.source.publisher)
            })
        try console.print(list.document, terminator: "")
        return .ok
    }
}
