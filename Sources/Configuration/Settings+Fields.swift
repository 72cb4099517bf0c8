// Every key: its name, its value, what is accepted, and what it is for.

extension Settings {
    static let fields: [Field<Settings>] = [
        Field(
            "state", \.state, .path,
            "Directory that outlives restarts: journal and event log."),
        Field(
            "runtime", \.runtime, .path, "Directory for sockets; only its owner should enter it."),
        Field(
            "data", \.data, .optional(.path),
            "Directory of models and lexicons. Without it, they are found beside the executable."),
        Field(
            "model", \.model, .optional(.path),
            "Folder of the language model. Without it, model in the data directory."),
        Field(
            "precision", \.precision, .word,
            "In what numbers the language model computes: fp32, or int8, which is faster."),
        Field(
            "knowledge", \.knowledge, fields: Knowledge.fields,
            "What is known besides the tables of data; read again on SIGHUP."),
        Field("log", \.log, fields: Log.fields, "What is written on standard error."),
        Field("fetch", \.fetch, fields: Fetch.fields, "Where articles come from."),
        Field(
            "stages", \.stages, fields: Stages.fields,
            "How many instances of each stage run; auto is one a core."),
        Field(
            "flow", \.flow, fields: Flow.fields, "How articles move between the stages."),
        Field("publish", \.publish, fields: Publish.fields, "How events reach subscribers."),
        Field("admin", \.admin, fields: Admin.fields, "The socket for administration."),
        Field(
            "security", \.security, fields: Security.fields,
            "Who may come in over tcp, and who we are there."),
        Field("limits", \.limits, fields: Limits.fields, "How large things may be."),
        Field("journal", \.journal, fields: Journal.fields, "The memory of accepted articles."),
        Field("shutdown", \.shutdown, fields: Shutdown.fields, "How the daemon ends."),
    ]
}

extension Settings.Log {
    static let fields: [Field<Self>] = [
        Field("format", \.format, .word, "logfmt or json."),
        Field("level", \.level, .word, "debug, info, notice, warning or error."),
    ]
}

extension Settings.Fetch {
    static let fields: [Field<Self>] = [
        Field(
            "folders", \.folders, fields: Settings.Folder.fields, blank: .init(path: ""),
            shorthand: "path", limit: 256,
            """
            Watched folders: paths, or groups of path, publisher and pattern.
            - {path: /var/spool/news/agency, publisher: Agency, pattern: "*.html"}
            """),
        Field(
            "feeds", \.feeds, fields: Settings.WebSource.fields, blank: .init(url: ""),
            shorthand: "url", limit: 10_000,
            """
            Feeds (RSS, Atom, JSON Feed): addresses, or groups of url, publisher and text (auto,
            feed or page: where the text of an entry is taken from).
            - {url: "https://news.example/world.xml", publisher: Example, text: page}
            """),
        Field(
            "pages", \.pages, fields: Settings.WebSource.fields, blank: .init(url: ""),
            shorthand: "url", limit: 10_000, "Single pages, read again when they change."),
        Field(
            "sitemaps", \.sitemaps, fields: Settings.WebSource.fields, blank: .init(url: ""),
            shorthand: "url", limit: 10_000, "Sitemaps and sitemap indexes; their pages are read."),
        Field("web", \.web, fields: Settings.Web.fields, "How the web is asked."),
        Field(
            "intake", \.intake, fields: Settings.Intake.fields,
            "The socket that takes articles from other programs."),
    ]
}

extension Settings.Folder {
    static let fields: [Field<Self>] = [
        Field("path", \.path, .path, "The folder."),
        Field("publisher", \.publisher, .optional(.text()), "Who publishes what lies there."),
        Field("pattern", \.pattern, .pattern, "Which files count, by name."),
    ]
}

extension Settings.WebSource {
    static let fields: [Field<Self>] = [
        Field("url", \.url, .webAddress, "Its address."),
        Field("publisher", \.publisher, .optional(.text()), "Who publishes what it lists."),
        Field("text", \.text, .word, "Where the text is taken from: auto, feed or page."),
    ]
}

extension Settings.Web {
    static let fields: [Field<Self>] = [
        Field(
            "contact", \.contact, .optional(.contact),
            "An address or a page of whoever runs this, told to every server that is asked."),
        Field(
            "shortest", \.shortest, .duration(.seconds(60)...(.seconds(7 * 86_400))),
            "Between two polls of a source at least, 1m to 7d; longer if it asks for that …"),
        Field(
            "longest", \.longest, .duration(.seconds(60)...(.seconds(30 * 86_400))),
            "… and at most, while it has nothing new."),
        Field(
            "delay", \.delay, .duration(.zero...(.seconds(3600))),
            "Between two requests to a domain at least; longer if its robots.txt asks for it."),
        Field("per_domain", \.perDomain, .integer(1...16), "Requests to a domain at a time."),
        Field("connections", \.connections, .integer(1...256), "Requests at a time."),
        Field(
            "timeout", \.timeout, .duration(.seconds(1)...(.seconds(600))),
            "For one request at most."),
        Field("redirects", \.redirects, .integer(0...20), "Redirects that are followed."),
        Field(
            "oldest", \.oldest, .duration(.seconds(3600)...(.seconds(3650 * 86_400))),
            "Pages of a sitemap that are older are passed over."),
        Field(
            "robots_for_feeds", \.robotsForFeeds, .boolean,
            "Whether robots.txt counts for feeds and sitemaps, too; for pages it always does."),
        Field(
            "proxy", \.proxy, .optional(.proxy),
            "An HTTP proxy like http://127.0.0.1:3128; what it may reach is then its own matter."),
        Field(
            "allow", \.allow, fields: Settings.AddressBlock.fields, blank: .init(range: ""),
            shorthand: "range", limit: 256,
            """
            Addresses that may be connected to though they are not of the public internet.
            - 10.20.0.0/16
            """),
    ]
}

extension Settings.AddressBlock {
    static let fields: [Field<Self>] = [
        Field("range", \.range, .addressRange, "An address, or a block like 10.20.0.0/16.")
    ]
}

extension Settings.Intake {
    static let fields: [Field<Self>] = [
        Field("enabled", \.enabled, .boolean, "true or false."),
        Field(
            "endpoint", \.endpoint, .endpoint([.ipc, .tcp]),
            "ipc, or tcp: on 127.0.0.1, or with security.server_key anywhere."),
    ]
}

/// `extract: {instances: 2}`: a group of its own, so that a stage can have further keys later.
private struct StageFields {
    static let fields: [Field<Settings.Instances>] = [
        Field(
            "instances", \.self,
            Scalar(
                expectation: "auto or a whole number from 1 to 256",
                read: { text, reading in
                    if text == "auto" { return .value(.auto) }
                    guard let count = Int(text), (1...256).contains(count) else {
                        return .mismatch
                    }
                    return .value(.count(count))
                },
                write: { instances in
                    switch instances {
                    case .auto: "auto"
                    case .count(let count): String(count)
                    }
                }),
            "auto, or 1 to 256.")
    ]
}

extension Settings.Stages {
    static let fields: [Field<Self>] = [
        Field("normalize", \.normalize, fields: StageFields.fields, "Documents into clean text."),
        Field("extract", \.extract, fields: StageFields.fields, "Text into who did what to whom."),
        Field("classify", \.classify, fields: StageFields.fields, "Relations into typed events."),
    ]
}

extension Settings.Flow {
    static let fields: [Field<Self>] = [
        Field(
            "window", \.window, .integer(1...4096),
            "Articles between the journal and Publish at most, 1 to 4096."),
        Field(
            "window_bytes", \.windowBytes, .size(1 << 20...64 << 30),
            "Their bytes at most, 1MiB to 64GiB."),
        Field(
            "backlog", \.backlog, .integer(1...1_000_000),
            "Accepted articles that wait before sources are asked to wait, 1 to 1000000."),
        Field(
            "attempts", \.attempts, .integer(1...20),
            "Failures of an article before it is a dead letter, 1 to 20."),
        Field(
            "heartbeat", \.heartbeat, .duration(.milliseconds(50)...(.seconds(60))),
            "Between two signs of life, 50ms to 1m."),
        Field(
            "silence", \.silence, .duration(.milliseconds(100)...(.seconds(600))),
            "A worker that is silent for so long has lost its tasks; at least two heartbeats."),
        Field(
            "task_deadline", \.taskDeadline, .duration(.seconds(1)...(.seconds(3600))),
            "How long a task may take, 1s to 1h …"),
        Field(
            "task_deadline_per_10kB", \.taskDeadlinePer10kB,
            .duration(.zero...(.seconds(600))), "… and for each 10 kB of it on top, up to 10m."),
        Field(
            "endpoint", \.endpoint, .endpoint([.inproc, .ipc, .tcp]),
            """
            The hub's socket. inproc keeps it inside this process; ipc admits workers beside it,
            tcp, as for fetch.intake, workers on other machines.
            """),
    ]
}

extension Settings.Publish {
    static let fields: [Field<Self>] = [
        Field(
            "broadcast", \.broadcast, .endpoint([.ipc, .tcp]),
            "The socket that broadcasts events; ipc, or tcp as for fetch.intake."),
        Field(
            "follow", \.follow, .endpoint([.ipc, .tcp]),
            "The socket that replays the log and follows it; ipc, or tcp as for fetch.intake."),
        Field(
            "retention", \.retention,
            .durationOrForever(.seconds(3600)...(.seconds(36500 * 86_400))),
            "How long the log keeps events, or forever."),
        Field(
            "duplicate_window", \.duplicateWindow, .duration(.zero...(.seconds(365 * 86_400))),
            "How far apart two articles with nearly the same text may be published; 0s for never."),
        Field(
            "max_followers", \.maxFollowers, .integer(1...10_000),
            "Followers at the same time, 1 to 10000."),
    ]
}

extension Settings.Admin {
    static let fields: [Field<Self>] = [
        Field("endpoint", \.endpoint, .endpoint([.ipc]), "Always ipc, for its owner only.")
    ]
}

extension Settings.Security {
    static let fields: [Field<Self>] = [
        Field(
            "server_key", \.serverKey, .optional(.credential),
            """
            The file with the daemon's secret key (chancery keygen). With it, every tcp socket takes
            only clients of the allow-list. A relative path is looked for among the credentials of
            systemd first.
            """),
        Field(
            "clients", \.clients, .optional(.credential),
            "The allow-list, or a directory of them: <public key> <role>[,<role>…] <name>."),
        Field(
            "key", \.key, .optional(.credential),
            "For work and subscribe: the file with our own secret key."),
        Field(
            "server", \.server, .optional(.publicKey),
            "For work and subscribe: the server's public key, in quotes, or the file with it."),
    ]
}

extension Settings.Limits {
    static let fields: [Field<Self>] = [
        Field(
            "document", \.document, .size(1000...8 << 20),
            "A raw document at most, 1kB to 8MiB; larger ones are refused."),
        Field(
            "article_text", \.articleText, .size(1000...200_000),
            "An article's text at most, 1kB to 200kB; longer text is cut at a paragraph."),
    ]
}

extension Settings.Journal {
    static let fields: [Field<Self>] = [
        Field(
            "keep", \.keep, .duration(.seconds(3600)...(.seconds(3650 * 86_400))),
            "How long finished articles are remembered, so that they are not taken again.")
    ]
}

extension Settings.Shutdown {
    static let fields: [Field<Self>] = [
        Field(
            "drain", \.drain, .duration(.zero...(.seconds(3600))),
            "How long tasks in hand may take to finish; the rest is taken up at the next start.")
    ]
}
