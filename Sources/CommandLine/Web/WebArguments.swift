import Arguments
import Configuration
import Daemon
import Fetch
import Messages
import Web

/// Addresses on the web as they are typed, and how they are asked for.
enum WebArguments {
    /// Whether a word is meant as an address and not as a file.
    static func isAddress(_ word: String) -> Bool {
        let start = word.prefix(8).lowercased()
        return start.hasPrefix("http://") || start.hasPrefix("https://")
    }

    /// The words, if all of them are addresses.
    static func addresses(_ words: [String], option: String) throws(UsageError) -> [String] {
        for word in words {
            do throws(WebAddress.Refusal) {
                _ = try WebAddress(word)
            } catch {
                throw UsageError("\(option): \(word) \(error)")
            }
        }
        return words
    }

    /// The option that says how the web is asked, for commands that need nothing else of the
    /// configuration.
    static let option = option(
        "the configuration file; fetch.web says how addresses are asked")

    /// The option that names the configuration, explained.
    static func option(_ summary: String) -> Option {
        Option(
            "config", short: "c", .path, placeholder: "FILE", environment: "CHANCERY_CONFIG",
            summary)
    }

    /// The settings for asking; a directory for the state is not needed.
    static func settings(
        _ parsed: Parsed, _ console: Console
    ) throws(ConfigurationErrors) -> Settings {
        var environment = console.environment
        environment["STATE_DIRECTORY"] = environment["STATE_DIRECTORY"] ?? "/var/lib/chancery"
        return try Settings.load(file: parsed.string("config"), environment: environment)
    }

    /// Asks for `word` as the configuration says, with its limits and its allowed addresses.
    ///
    /// - Throws: ``DaemonError`` with one line if there is no answer with a document.
    static func get(
        _ word: String, accept: String = "*/*", _ settings: Settings
    ) async throws(DaemonError) -> HTTPAnswer {
        let address: WebAddress
        do throws(WebAddress.Refusal) {
            address = try WebAddress(word)
        } catch {
            throw DaemonError(.noInput, "\(word) \(error)")
        }
        let web = settings.fetch.web
        let client = try web.client()
        do throws(HTTPError) {
            let answer = try await client.follow(
                HTTPRequest(
                    address, accept: accept, limits: web.limits(document: settings.limits.document)),
                redirects: web.redirects)
            guard answer.response.status == 200 else {
                throw HTTPError(.malformed, "status \(answer.response.status)")
            }
            return answer
        } catch {
            throw DaemonError(.noInput, "\(address): \(error)")
        }
    }

    /// The page at an address, as a document of `source`.
    ///
    /// - Throws: ``DaemonError`` with one line if there is no page.
    static func page(
        _ word: String, source: String, publisher: String? = nil, published: Timestamp? = nil,
        fetched: Timestamp, _ settings: Settings
    ) async throws(DaemonError) -> RawDocument {
        let answer = try await get(
            word, accept: "text/html, application/xhtml+xml, text/plain;q=0.5", settings)
        do throws(FetchError) {
            return try FetchedPage.document(
                answer, source: source, publisher: publisher, published: published,
                fetched: fetched)
        } catch {
            throw DaemonError(.badInput, "\(error)")
        }
    }
}
