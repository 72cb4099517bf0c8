/// An answer with the way that led to it.
public struct HTTPAnswer: Sendable {
    /// A redirect on the way.
    public struct Hop: Hashable, Sendable {
        /// Who redirected.
        public var address: WebAddress
        /// With which status.
        public var status: Int
    }

    /// The final answer.
    public var response: HTTPResponse
    /// Who gave it.
    public var address: WebAddress
    /// The redirects before it, in order.
    public var hops: [Hop]
}

extension HTTPClient {
    /// Asks, and follows redirects: for a person who wants an answer, not for a daemon that asks
    /// again and again and has manners to keep. Validators are for the first address only.
    public nonisolated func follow(
        _ request: HTTPRequest, redirects: Int = 8
    ) async throws(HTTPError) -> HTTPAnswer {
        var request = request
        var hops: [HTTPAnswer.Hop] = []
        while true {
            let response = try await send(request)
            guard response.isRedirect, let location = response.headers["location"] else {
                return HTTPAnswer(response: response, address: request.address, hops: hops)
            }
            guard hops.count < redirects else {
                throw HTTPError(.malformed, "more than \(redirects) redirects")
            }
            hops.append(HTTPAnswer.Hop(address: request.address, status: response.status))
            do throws(WebAddress.Refusal) {
                request.address = try WebAddress(location, relativeTo: request.address)
            } catch {
                throw HTTPError(.malformed, "redirected to what \(error)")
            }
            request.validators = Validators()
        }
    }
}
