public import ZeroMQ

/// How a program that connects shows who it is, and knows whom it talks to.
public struct ClientSecurity: Hashable, Sendable {
    /// The client's own secret key file.
    public var key: String
    /// The server's public key, or the file that holds it.
    public var server: String
    /// The directory of systemd's credentials.
    public var credentials: String?

    /// Both halves of what is needed.
    public init(key: String, server: String, credentials: String? = nil) {
        self.key = key
        self.server = server
        self.credentials = credentials
    }

    /// From settings that may be missing; nil if neither is set.
    ///
    /// - Throws: ``SecurityError`` if only one is.
    public init?(key: String?, server: String?, credentials: String?) throws(SecurityError) {
        switch (key, server) {
        case (nil, nil): return nil
        case (let key?, let server?):
            self.init(key: key, server: server, credentials: credentials)
        case (nil, _):
            throw SecurityError(
                .missing, "the server's key is given, and our own is not: set security.key")
        case (_, nil):
            throw SecurityError(
                .missing, "a key is given, and the server's is not: set security.server")
        }
    }

    /// The options of a connecting socket.
    public func options() throws(SecurityError) -> SecurityOptions {
        let pair = try KeyFile.readPair(key, credentials: credentials)
        return .curveClient(
            serverKey: try KeyFile.readPublic(server), publicKey: pair.publicKey,
            secretKey: pair.secretKey)
    }

    /// What to open a socket to `endpoint` with: inside a machine nothing is encrypted.
    public static func options(
        _ security: ClientSecurity?, to endpoint: Endpoint
    ) throws(SecurityError) -> SecurityOptions {
        guard let security, endpoint.transport == .tcp else { return .none }
        return try security.options()
    }
}
