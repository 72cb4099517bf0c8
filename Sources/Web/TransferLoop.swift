internal import CCurl
import CLinux
internal import Threads

/// The thread that drives libcurl: it alternates between the jobs of its actor and what there is
/// to do on the sockets.
///
/// libcurl's handles belong to this thread alone. Other threads only append jobs and cancellations
/// under the lock, and wake it.
final class TransferLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    // Proof of @unchecked Sendable: `shared` has a lock of its own; `multi` is set before the
    // thread starts, and other threads hand it to curl_multi_wakeup alone, which is made for that,
    // while they hold the lock under which the thread marks its end; `transfers` is touched on
    // the thread alone.
    private struct Shared {
        var jobs: [UnownedJob] = []
        var cancelled: [Int] = []
        var lastID = 0
        var stopped = false
        var ended = false
        var thread: pthread_t?
    }

    private let shared = Locked(Shared())
    private let multi: OpaquePointer
    private var transfers: [Int: Transfer] = [:]

    /// libcurl is started once a process, before it has threads of its own.
    private static let start: CURLcode = chancery_curl_start()

    init(keptConnections: Int) throws(HTTPError) {
        guard TransferLoop.start == CURLE_OK, let handle = curl_multi_init() else {
            throw HTTPError(.fault, "libcurl cannot be started")
        }
        multi = OpaquePointer(handle)
        chancery_curl_multi_set_long(handle, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        chancery_curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, keptConnections)
        startThread()
    }

    // MARK: From any thread

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        shared.withLock { shared in
            shared.jobs.append(job)
            if !shared.ended { curl_multi_wakeup(UnsafeMutableRawPointer(multi)) }
        }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }

    func checkIsolated() {
        precondition(isCurrent, "called off the thread that owns the transfers")
    }

    func isIsolatingCurrentContext() -> Bool? { isCurrent }

    private var isCurrent: Bool {
        shared.withLock { shared in
            shared.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false
        }
    }

    func newID() -> Int {
        shared.withLock { shared in
            shared.lastID += 1
            return shared.lastID
        }
    }

    /// Gives a transfer up; nothing happens if it is over.
    func cancel(_ id: Int) {
        shared.withLock { shared in
            shared.cancelled.append(id)
            if !shared.ended { curl_multi_wakeup(UnsafeMutableRawPointer(multi)) }
        }
    }

    /// Ends the thread when its transfers are given up.
    func stop() {
        shared.withLock { shared in
            shared.stopped = true
            if !shared.ended { curl_multi_wakeup(UnsafeMutableRawPointer(multi)) }
        }
    }

    // MARK: On the thread

    var active: Int { transfers.count }

    func begin(
        _ id: Int, _ request: HTTPRequest, _ settings: ClientSettings,
        _ finish: @escaping (Result<HTTPResponse, HTTPError>) -> Void
    ) {
        checkIsolated()
        do throws(HTTPError) {
            let transfer = try Transfer(id, request, settings, finish)
            let code = curl_multi_add_handle(UnsafeMutableRawPointer(multi), transfer.easy)
            guard code == CURLM_OK else {
                throw HTTPError(.fault, String(cString: curl_multi_strerror(code)))
            }
            transfers[id] = transfer
        } catch {
            finish(.failure(error))
        }
    }

    private func startThread() {
        var created = pthread_t()
        // The thread keeps the loop alive until it ends, which `stop` brings about.
        let argument = Unmanaged.passRetained(self).toOpaque()
        let code = shared.withLock { shared in
            let code = pthread_create(
                &created, nil,
                { argument in
                    guard let argument else { return nil }
                    let loop = Unmanaged<TransferLoop>.fromOpaque(argument).takeRetainedValue()
                    pthread_setname_np(pthread_self(), "web")
                    loop.run()
                    return nil
                }, argument)
            shared.thread = created
            return code
        }
        precondition(code == 0, "pthread_create failed with \(code)")
        pthread_detach(created)
    }

    private func run() {
        let handle = UnsafeMutableRawPointer(multi)
        while true {
            let (jobs, cancelled, stopped) = shared.withLock { shared in
                defer {
                    shared.jobs = []
                    shared.cancelled = []
                }
                return (shared.jobs, shared.cancelled, shared.stopped)
            }
            for job in jobs {
                job.runSynchronously(
                    isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
            }
            for id in cancelled {
                end(id) { _ in .failure(HTTPError(.cancelled, "given up")) }
            }
            if stopped { break }
            var running: Int32 = 0
            curl_multi_perform(handle, &running)
            collect()
            // libcurl's own timers shorten this; the wakeup ends it.
            let idle = shared.withLock { $0.jobs.isEmpty && $0.cancelled.isEmpty && !$0.stopped }
            if idle { curl_multi_poll(handle, nil, 0, 60_000, nil) }
        }
        for id in Array(transfers.keys) {
            end(id) { _ in .failure(HTTPError(.cancelled, "the client stops")) }
        }
        // What still comes in for the actor has no transfers to wait for.
        let rest = shared.withLock { shared in
            shared.ended = true
            return shared.jobs
        }
        for job in rest {
            job.runSynchronously(
                isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
        }
        curl_multi_cleanup(handle)
    }

    /// Ends the transfers that libcurl is done with.
    private func collect() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(UnsafeMutableRawPointer(multi), &left) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            let result = chancery_curl_result(message)
            var id = 0
            var pointer: UnsafeMutablePointer<CChar>?
            chancery_curl_get_text(message.pointee.easy_handle, CURLINFO_PRIVATE, &pointer)
            id = Int(bitPattern: pointer)
            end(id) { $0.outcome(result) }
        }
    }

    private func end(_ id: Int, _ outcome: (Transfer) -> Result<HTTPResponse, HTTPError>) {
        guard let transfer = transfers.removeValue(forKey: id) else { return }
        curl_multi_remove_handle(UnsafeMutableRawPointer(multi), transfer.easy)
        transfer.finish(outcome(transfer))
    }
}
