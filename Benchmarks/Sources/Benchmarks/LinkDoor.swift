import Logging
import Security
import ZeroMQ

/// A door that one key may pass, and that key.
struct LinkDoor: Sendable {
    let door: Door
    let client: SecurityOptions
    private let authority: Authority
    private let loop: EventLoop

    init(_ context: Context) async throws {
        let server = try CurveKeyPair.generate()
        let worker = try CurveKeyPair.generate()
        let list = try AllowList.read(
            Array("\(worker.publicKey.text) work,work:publish worker".utf8), file: "clients")
        door = Door(keys: server, list: list, log: .silent)
        client = .curveClient(
            serverKey: server.publicKey, publicKey: worker.publicKey,
            secretKey: worker.secretKey)
        loop = try EventLoop(name: "authority")
        authority = try door.authority(context: context, loop: loop)
        try await authority.start()
    }

    func close() async {
        await authority.stop()
        loop.stop()
        await loop.ended()
    }
}
