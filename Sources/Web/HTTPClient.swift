/// Asks servers, any number of them at a time, on one thread of its own.
///
/// It follows no redirect, keeps no cookies, and reads neither the environment nor a netrc file.
/// Whoever asks limits how many exchanges are under way.
public actor HTTPClient {
    private nonisolated let loop: TransferLoop
    /// How it behaves towards everybody.
    public nonisolated let settings: ClientSettings

    /// The thread it runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// A client with a thread of its own, which ends with it.
    ///
    /// - Throws: ``HTTPError`` if libcurl cannot be started, or was built without what is needed.
    public init(_ settings: ClientSettings) throws(HTTPError) {
        self.settings = settings
        loop = try TransferLoop(keptConnections: settings.keptConnections)
    }

    deinit { loop.stop() }

    /// One exchange. A cancelled task ends it at once.
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let id = loop.newID()
        let loop = loop
        return try await withTaskCancellationHandler {
            await exchange(id, request)
        } onCancel: {
            loop.cancel(id)
        }.get()
    }

    private func exchange(
        _ id: Int, _ request: HTTPRequest
    ) async -> Result<HTTPResponse, HTTPError> {
        await withCheckedContinuation { continuation in
            loop.begin(id, request, settings) { continuation.resume(returning: $0) }
        }
    }

    /// Exchanges under way.
    public var active: Int { loop.active }
}
