public import Configuration
import Glibc
import Logging
import Publish
public import Security
import ZeroMQ

/// The door of a daemon that has one, and the authority that stands in it.
///
/// The authority has a loop of its own: one that is busy would hold up handshakes.
struct Entrance: Sendable {
    let door: Door
    private let clients: String
    private let authority: Authority
    private let loop: EventLoop

    /// Reads the keys and the list, and starts the authority; nil if no server key is configured.
    /// Nothing may be bound in `context` before it returns.
    ///
    /// - Throws: ``DaemonError`` with what is wrong with a file.
    static func open(
        _ settings: Settings.Security, context: Context, log: Logger
    ) async throws -> Entrance? {
        guard let key = settings.serverKey, let clients = settings.clients else { return nil }
        let door: Door
        do throws(SecurityError) {
            door = Door(
                keys: try KeyFile.readPair(key, credentials: Credentials.directory),
                list: try AllowList.read(clients), log: log)
        } catch {
            throw DaemonError(.configuration, "security: \(error)")
        }
        let loop = try EventLoop(name: "authority")
        let authority = try door.authority(context: context, loop: loop)
        try await authority.start()
        return Entrance(door: door, clients: clients, authority: authority, loop: loop)
    }

    /// Reads the allow-list again.
    ///
    /// - Returns: whether somebody may do less now.
    func reload() -> Bool { door.reload(clients) }

    /// Reads the allow-list of `entrance` again, if there is one; who may do less now is let go by
    /// `publishing`.
    static func reload(_ entrance: Entrance?, _ publishing: Publishing?) async {
        guard let entrance else { return }
        if entrance.reload() { await publishing?.broadcaster.recheck() }
    }

    /// Ends the authority, when nothing listens any more.
    func close() async {
        await authority.stop()
        loop.stop()
        await loop.ended()
    }
}

/// The credentials systemd hands a service.
public enum Credentials {
    /// Their directory; nil if there is none.
    public static var directory: String? {
        getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) }.flatMap {
            $0.isEmpty ? nil : $0
        }
    }
}

extension Settings.Security {
    /// What is wrong with the files named here; nil if all is well, or nothing is named.
    public func mistake() -> SecurityError? {
        do throws(SecurityError) {
            if let serverKey {
                _ = try KeyFile.readPair(serverKey, credentials: Credentials.directory)
            }
            if let clients { _ = try AllowList.read(clients) }
            _ = try client?.options()
            return nil
        } catch {
            return error
        }
    }

    /// Who we are as a client, and whom we talk to; nil if that is not configured.
    public var client: ClientSecurity? {
        get throws(SecurityError) {
            try ClientSecurity(key: key, server: server, credentials: Credentials.directory)
        }
    }

    /// In words, who can connect.
    public var summary: String {
        if serverKey == nil { return "no CURVE: only this machine can connect" }
        let count = clients.flatMap { try? AllowList.read($0) }?.entries.count ?? 0
        return "CURVE on every tcp socket, \(count) key\(count == 1 ? "" : "s") on the allow-list"
    }
}
