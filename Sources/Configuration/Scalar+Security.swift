internal import Glibc

extension Scalar where Value == String {
    /// A path; a relative one that names a credential of systemd is that credential.
    static var credential: Scalar {
        Scalar(
            expectation: path.expectation,
            read: { text, reading in
                if let credentials = reading.credentials, !text.hasPrefix("/"),
                    !text.hasPrefix("~"), !text.split(separator: "/").contains(".."),
                    case let file = "\(credentials)/\(text)", access(file, F_OK) == 0
                {
                    return .value(file)
                }
                return path.read(text, reading)
            },
            write: path.write)
    }

    /// A public key of 40 characters of Z85, or the path of the file with it.
    static var publicKey: Scalar {
        Scalar(
            expectation: "a public key or a path",
            read: { text, reading in
                guard text.utf8.count == 40, text.utf8.allSatisfy(isZ85) else {
                    return credential.read(text, reading)
                }
                // Forty characters may also be a path.
                guard case .value(let file) = credential.read(text, reading),
                    access(file, F_OK) == 0
                else { return .value(text) }
                return .value(file)
            },
            write: path.write)
    }

    /// Whether a byte is one of Z85's 85 characters (ZeroMQ RFC 32).
    private static func isZ85(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: ".-:+=^!/*?&<>()[]{}@%$#".utf8.contains(byte)
        }
    }
}
