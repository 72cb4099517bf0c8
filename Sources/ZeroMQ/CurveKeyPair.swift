internal import CZeroMQ

/// The public half of a CURVE key: who someone is.
public struct CurvePublicKey: Hashable, Sendable, CustomStringConvertible {
    /// The 40 characters of the key in Z85, as configuration files carry it.
    public let text: String

    /// Reads a key written as 40 characters of Z85.
    public init(_ text: String) throws(ZeroMQError) {
        try checkZ85(text, "public key", shown: true)
        self.text = text
    }

    /// The key's Z85 text from its 32 bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        var out = [CChar](repeating: 0, count: 41)
        guard zmq_z85_encode(&out, bytes, 32) != nil else { return nil }
        text = String(decoding: out.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The key's text.
    public var description: String { text }
}

/// The secret half of a CURVE key. It never shows itself in descriptions.
public struct CurveSecretKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The 40 characters of the key in Z85. Keep them out of logs.
    public let text: String

    /// Reads a key written as 40 characters of Z85. Errors do not quote it.
    public init(_ text: String) throws(ZeroMQError) {
        try checkZ85(text, "secret key", shown: false)
        self.text = text
    }

    /// The public half that belongs to this key.
    public var publicKey: CurvePublicKey {
        get throws(ZeroMQError) {
            var out = [CChar](repeating: 0, count: 41)
            guard zmq_curve_public(&out, text) == 0 else { throw .last("derive a public key") }
            return try CurvePublicKey(
                String(decoding: out.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
    }

    /// A stand-in for the key.
    public var description: String { "(secret)" }

    /// Nothing, so that `dump` shows no more than ``description``.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// Both halves of a CURVE key.
public struct CurveKeyPair: Hashable, Sendable {
    /// The half to give away.
    public let publicKey: CurvePublicKey
    /// The half to keep.
    public let secretKey: CurveSecretKey

    /// The pair a secret belongs to.
    public init(secretKey: CurveSecretKey) throws(ZeroMQError) {
        self.secretKey = secretKey
        publicKey = try secretKey.publicKey
    }

    init(publicKey: CurvePublicKey, secretKey: CurveSecretKey) {
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    /// A new random pair.
    ///
    /// - Throws: `ENOTSUP` when libzmq was built without CURVE.
    public static func generate() throws(ZeroMQError) -> CurveKeyPair {
        var open = [CChar](repeating: 0, count: 41)
        var secret = [CChar](repeating: 0, count: 41)
        guard zmq_curve_keypair(&open, &secret) == 0 else {
            throw .last("generate a CURVE key pair")
        }
        let text = { (key: [CChar]) in
            String(decoding: key.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        return CurveKeyPair(
            publicKey: try CurvePublicKey(text(open)), secretKey: try CurveSecretKey(text(secret)))
    }
}

/// Z85's 85 characters (ZeroMQ RFC 32).
private let z85Alphabet = Set(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8)

private func checkZ85(_ text: String, _ noun: String, shown: Bool) throws(ZeroMQError) {
    guard text.utf8.count == 40, text.utf8.allSatisfy(z85Alphabet.contains) else {
        let quoted = shown ? " \"\(text.quotedStart)\"" : ""
        throw .invalid(
            "it must be 40 characters of Z85 and is \(text.utf8.count) bytes long",
            operation: "read the CURVE \(noun)\(quoted)")
    }
}
