import Arguments
import Security

/// `chancery keygen`: a CURVE key pair in two files.
enum KeygenCommand: Verb {
    static let command = Command(
        "keygen", "make a key pair for CURVE",
        discussion: """
            Writes NAME.key, with the secret and for its owner only, and NAME.pub, to give away. \
            Existing files are left as they are. The public key is printed, the secret never.

            The daemon needs one (security.server_key), and so does each client; the clients' \
            public keys stand in the allow-list (security.clients).
            """,
        options: [
            Option(
                "directory", .path, placeholder: "DIR", fallback: ".", "where the files go")
        ],
        positionals: [Positional("name", .text, "who the key is for")],
        examples: [
            .init("chancery keygen server --directory /etc/chancery", "the daemon's"),
            .init("chancery keygen archive", "a client's"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let made = try KeyFile.generate(
            name: parsed.string("name") ?? "", directory: parsed.string("directory") ?? ".")
        try console.print("\(made.secretFile)\n\(made.publicFile)\n\(made.publicKey)")
        return .ok
    }
}
