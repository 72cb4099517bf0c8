/// A question libzmq puts to the authority: may this peer talk to us? (ZeroMQ RFC 27.)
struct AuthenticationRequest: Hashable, Sendable {
    /// What the peer showed.
    enum Credentials: Hashable, Sendable {
        case curve(CurvePublicKey)
        case other(mechanism: String)
    }

    let id: [UInt8]
    let domain: String
    let address: String
    let credentials: Credentials

    private static let version = [UInt8]("1.0".utf8)

    /// Reads the frames after the sender's identity; nil if they are no request.
    init?(frames: [[UInt8]]) {
        // Delimiter, version, request, domain, address, routing id, mechanism, credentials.
        guard frames.count >= 7, frames[0].isEmpty, frames[1] == Self.version else { return nil }
        id = frames[2]
        domain = String(decoding: frames[3].prefix(255), as: UTF8.self)
        address = String(decoding: frames[4].prefix(255), as: UTF8.self)
        let mechanism = String(decoding: frames[6].prefix(32), as: UTF8.self)
        if mechanism == "CURVE", frames.count == 8, let key = CurvePublicKey(bytes: frames[7]) {
            credentials = .curve(key)
        } else {
            credentials = .other(mechanism: mechanism)
        }
    }

    /// The frames that say yes and give the peer a name.
    func admission(as userID: String) -> [[UInt8]] { reply("200", "OK", userID) }

    /// The frames that say no. The peer learns nothing but that.
    var refusal: [[UInt8]] { reply("400", "Refused", "") }

    private func reply(_ status: String, _ text: String, _ userID: String) -> [[UInt8]] {
        [[], Self.version, id, Array(status.utf8), Array(text.utf8), Array(userID.utf8), []]
    }
}
