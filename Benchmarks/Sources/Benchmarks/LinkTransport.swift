import CBaseline
import ZeroMQ

/// Over what the links of the benchmark go.
enum LinkTransport: String, Sendable {
    case inproc, ipc, tcp
    /// tcp, encrypted and with an allow-list.
    case curve = "tcp+CURVE"

    func endpoint(_ folder: Folder) throws -> Endpoint {
        switch self {
        case .inproc: try Endpoint("inproc://hub")
        case .ipc: try Endpoint(folder.socket("hub.sock"))
        case .tcp, .curve: try Endpoint("tcp://127.0.0.1:\(baseline_free_port())")
        }
    }
}
