public import Configuration
import Fetch
import Messages
public import Storage
public import Web

extension Settings.Web {
    /// What we are called in a User-Agent.
    var userAgent: String {
        // The contact was checked when it was read.
        "Chancery/\(Version.current)" + (contact.map { " (+\($0))" } ?? "")
    }

    /// The client that these settings ask for.
    public func client() throws(DaemonError) -> HTTPClient {
        do throws(HTTPError) {
            return try HTTPClient(
                ClientSettings(
                    userAgent: userAgent,
                    policy: AddressPolicy(allowed: allow.compactMap { AddressRange($0.range) }),
                    proxy: proxy, keptConnections: 2 * connections))
        } catch {
            throw DaemonError(.internalFault, "\(error)")
        }
    }

    /// What one exchange may cost, for documents of at most so many bytes.
    public func limits(document: Int) -> HTTPLimits {
        HTTPLimits(
            connect: min(timeout, .seconds(10)), total: timeout, transferred: document,
            body: document)
    }

    /// The manners that these settings ask for.
    var rules: PollRules {
        var rules = PollRules()
        rules.shortest = shortest
        rules.longest = longest
        rules.unconditional = max(rules.unconditional, shortest)
        rules.delay = delay
        rules.perHost = perDomain
        rules.total = connections
        rules.redirects = redirects
        rules.robotsForFeeds = robotsForFeeds
        rules.oldest = oldest
        return rules
    }
}

extension Settings.Fetch {
    /// The sources on the web that the configuration names.
    var webSources: [WebSourceRecord] {
        let lists: [(WebSourceRecord.Kind, [Settings.WebSource])] = [
            (.feed, feeds), (.page, pages), (.sitemap, sitemaps),
        ]
        return lists.flatMap { kind, list in
            list.map { source in
                WebSourceRecord(
                    kind: kind, url: source.url, origin: .configuration,
                    publisher: source.publisher,
                    text: WebSourceRecord.Text(rawValue: source.text.rawValue) ?? .auto)
            }
        }
    }
}

extension WebState {
    /// The file's name in a state directory.
    public static let file = "web.sqlite"
}
