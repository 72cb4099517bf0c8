internal import Glibc
public import Logging
import Messages
import Threads
public import ZeroMQ

/// A daemon's door: decides who comes in, checks every message, counts whom it turned away.
///
/// libzmq lets everybody in while no ``Authority`` answers, and a peer could then claim any user
/// id. So the user ids given here begin with a secret of this process that no peer ever sees;
/// without it, nothing is let through.
public final class Door: Sendable {
    /// What happened at the door since the start.
    public struct Report: Codable, Hashable, Sendable {
        /// Keys on the list.
        public var keys: Int
        /// Connections that were refused: a key not on the list or not for this socket, no CURVE,
        /// garbage, silence.
        public var refused: Int
        /// Messages dropped because their sender may not send them.
        public var dropped: Int
        /// Times the list was to be read again and could not be.
        public var failedReloads: Int
    }

    private struct State {
        var list: AllowList
        var refused = 0
        var dropped = 0
        var failedReloads = 0
    }

    /// The daemon's own keys.
    public let keys: CurveKeyPair
    private let token: String
    private let log: Logger
    private let state: Locked<State>

    /// A door that lets in who is on `list`.
    public init(keys: CurveKeyPair, list: AllowList, log: Logger) {
        self.keys = keys
        self.log = log.child("security")
        token = Digest.hexadecimal(Digest.random(16)) + ":"
        state = Locked(State(list: list))
    }

    /// What happened so far.
    public var report: Report {
        state.withLock { state in
            Report(
                keys: state.list.entries.count, refused: state.refused, dropped: state.dropped,
                failedReloads: state.failedReloads)
        }
    }

    /// An authority that asks this door; start it before binding anything.
    public func authority(context: Context, loop: EventLoop) throws(ZeroMQError) -> Authority {
        try Authority(
            context: context, loop: loop, onRefusal: { [weak self] in self?.refused($0) }
        ) { [weak self] domain, key in
            self?.userID(domain: domain, key: key)
        }
    }

    /// Puts another list in force.
    ///
    /// - Returns: whether somebody may do less now, so that connections need another look.
    public func replace(_ list: AllowList) -> Bool {
        state.withLock { state in
            let before = state.list
            state.list = list
            return list.takesFrom(before)
        }
    }

    /// Reads the list at `path` again; if that fails, the old one stays.
    ///
    /// - Returns: whether somebody may do less now.
    public func reload(_ path: String) -> Bool {
        do {
            let list = try AllowList.read(path)
            let takes = replace(list)
            log.notice("read the allow-list again", [.count: list.entries.count, .file: path])
            return takes
        } catch {
            state.withLock { $0.failedReloads += 1 }
            log.error("the allow-list stays as it was", [.reason: "\(error)"])
            return false
        }
    }

    /// The user id of a key that may come in at the socket of `domain`; nil if it may not.
    func userID(domain: String, key: CurvePublicKey) -> String? {
        guard let role = Role(domain) else { return nil }
        let isAllowed = state.withLock { $0.list.entries[key.text]?.allows(role) ?? false }
        return isAllowed ? token + key.text : nil
    }

    /// Whether who came in as `userID` may do what needs `role`, by the list as it is now.
    func admits(_ userID: String?, as role: Role) -> Bool {
        guard let userID, userID.hasPrefix(token) else { return false }
        let key = String(userID.dropFirst(token.count))
        return state.withLock { $0.list.entries[key]?.allows(role) ?? false }
    }

    /// The name of who came in as `userID`.
    func name(of userID: String?) -> String? {
        guard let userID, userID.hasPrefix(token) else { return nil }
        let key = String(userID.dropFirst(token.count))
        return state.withLock { $0.list.entries[key]?.name }
    }

    /// Counts a message that was dropped.
    func dropped(_ message: ZeroMQ.Message, role: Role) {
        state.withLock { $0.dropped += 1 }
        log.warning(
            "dropped a message of somebody who may not send it",
            [
                .peer: name(of: message.userID) ?? message.peerAddress ?? "unknown",
                .expected: "\(role)",
            ])
    }

    /// Counts a handshake that failed before a key was shown.
    func noticed(_ failure: FailedHandshake) {
        let reason =
            switch failure.kind {
            case .protocolFailed(let code): "protocol error 0x\(String(code, radix: 16))"
            case .handshakeFailed(let code): String(cString: strerror(code))
            default: "\(failure.kind)"
            }
        state.withLock { $0.refused += 1 }
        log.info(
            "a handshake failed",
            [
                .peer: failure.address ?? "unknown", .endpoint: failure.endpoint,
                .reason: reason,
            ])
    }

    private func refused(_ refusal: Authority.Refusal) {
        let name: String? = state.withLock { state in
            state.refused += 1
            return refusal.key.flatMap { state.list.entries[$0.text]?.name }
        }
        log.warning(
            "refused a connection",
            [
                .peer: refusal.address,
                .key: refusal.key?.text ?? "none",
                .reason: name.map { "\($0) may not \(refusal.domain)" } ?? "unknown key",
            ])
    }
}
