internal import Glibc
public import ZeroMQ

/// Keys in files: `NAME.key` with the secret, for its owner only, and `NAME.pub` to give away.
///
/// Each holds a comment and one line: `<secret> <public>` in the first, `<public>` in the second,
/// in Z85.
public enum KeyFile {
    /// What ``generate(name:directory:)`` made.
    public struct Made: Hashable, Sendable {
        /// The file with the secret.
        public var secretFile: String
        /// The file to give away.
        public var publicFile: String
        /// The public key.
        public var publicKey: CurvePublicKey
    }

    /// Makes a key pair and writes its two files.
    ///
    /// - Throws: ``SecurityError`` if the name cannot be a file's, or a file exists already.
    public static func generate(name: String, directory: String) throws -> Made {
        guard isName(name) else {
            throw SecurityError(
                .malformed,
                "\"\(name.prefix(80))\" is not a name of 1 to 64 letters, digits and . _ - @")
        }
        let secretFile = "\(directory)/\(name).key"
        let publicFile = "\(directory)/\(name).pub"
        for file in [secretFile, publicFile] where access(file, F_OK) == 0 {
            throw SecurityError(.unwritable, file: file, "exists already; it is left as it is")
        }
        let pair = try CurveKeyPair.generate()
        try write(
            "# Secret CURVE key of \(name). For its owner's eyes only; \(name).pub is for others.\n"
                + "\(pair.secretKey.text) \(pair.publicKey.text)\n", to: secretFile, mode: 0o600)
        do {
            try write(
                "# Public CURVE key of \(name). As a client, let it in with a line of the "
                    + "allow-list:\n# <this key> <role>[,<role>…] \(name)\n"
                    + "\(pair.publicKey.text)\n", to: publicFile, mode: 0o644)
        } catch {
            unlink(secretFile)
            throw error
        }
        return Made(secretFile: secretFile, publicFile: publicFile, publicKey: pair.publicKey)
    }

    /// Whether `name` can name a client, and a file.
    static func isName(_ name: some StringProtocol) -> Bool {
        (1...64).contains(name.utf8.count) && !name.hasPrefix(".") && !name.hasPrefix("-")
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                    UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "@"):
                    true
                default: false
                }
            }
    }

    /// Reads the key pair in a secret file.
    ///
    /// - Parameter credentials: the directory of systemd's credentials; it guards what lies there
    ///   itself, and its access list shows as group bits.
    /// - Throws: ``SecurityError``, which never quotes the file.
    public static func readPair(
        _ path: String, credentials: String? = nil
    ) throws(SecurityError) -> CurveKeyPair {
        let file = try TextFile(path)
        let isCredential = credentials.map { path.hasPrefix("\($0)/") } ?? false
        guard file.mode & (isCredential ? 0o007 : 0o077) == 0 else {
            throw SecurityError(
                .exposed, file: path,
                "others can get at this secret key (mode \(octal(file.mode))): chmod 600 \(path)")
        }
        guard file.lines.count == 1, case let line = file.lines[0],
            case let words = words(line.text), (1...2).contains(words.count),
            let secret = try? CurveSecretKey(String(words[0])),
            let pair = try? CurveKeyPair(secretKey: secret)
        else {
            throw SecurityError(
                .malformed, file: path, line: file.lines.first?.number,
                "must hold one line with the secret and the public key: make it with "
                    + "chancery keygen")
        }
        guard words.count == 1 || words[1] == pair.publicKey.text else {
            throw SecurityError(
                .malformed, file: path, line: line.number,
                "the two keys do not belong together")
        }
        return pair
    }

    /// Reads a public key: the file of that name if there is one, else the text itself.
    public static func readPublic(_ text: String) throws(SecurityError) -> CurvePublicKey {
        if access(text, F_OK) != 0, let key = try? CurvePublicKey(text) { return key }
        let file = try TextFile(text)
        guard file.lines.count == 1, let key = try? CurvePublicKey(String(file.lines[0].text))
        else {
            // Not quoted: it may be the secret file by mistake.
            throw SecurityError(
                .malformed, file: text, line: file.lines.first?.number,
                "must hold one line with a public key: give the .pub file")
        }
        return key
    }

    private static func write(
        _ text: String, to path: String, mode: mode_t
    ) throws(SecurityError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw SecurityError(.unwritable, file: path, String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        // The mode exactly, whatever the mask says.
        guard fchmod(descriptor, mode) == 0,
            Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0
        else {
            let reason = String(cString: strerror(errno))
            unlink(path)
            throw SecurityError(.unwritable, file: path, reason)
        }
    }
}
