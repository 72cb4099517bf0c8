internal import CZeroMQ

/// What happened at a file descriptor.
public struct FileEvents: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: Int

    /// Events of these bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// There is something to read, or its end has come.
    public static let readable = FileEvents(rawValue: 1)
    /// The other end hung up, or the descriptor is broken.
    public static let failed = FileEvents(rawValue: 2)

    init(pollEvents: Int16) {
        self = []
        if pollEvents & Int16(ZMQ_POLLIN) != 0 { insert(.readable) }
        if pollEvents & Int16(ZMQ_POLLERR) != 0 { insert(.failed) }
    }
}

/// One thing an event loop waits for, and whom it tells.
final class Watch {
    let id: Int
    /// Kept, so that the raw pointer being polled stays valid.
    let socket: Socket?
    let fileDescriptor: Int32
    /// Returns false when it need not be told again.
    var onReadable: ((FileEvents) -> Bool)?
    /// Told once.
    var onWritable: (() -> Void)?
    var isActive = true

    init(id: Int, socket: Socket?, fileDescriptor: Int32) {
        self.id = id
        self.socket = socket
        self.fileDescriptor = fileDescriptor
    }

    var item: zmq_pollitem_t {
        var events: Int16 = 0
        if onReadable != nil { events |= Int16(ZMQ_POLLIN) }
        if onWritable != nil { events |= Int16(ZMQ_POLLOUT) }
        return zmq_pollitem_t(
            socket: socket?.openPointer, fd: fileDescriptor, events: events, revents: 0)
    }
}

/// Everything one event loop polls. Its doorbell is always the first item.
struct PollTable {
    var doorbell: Int32 = -1
    var needsRebuild = true
    private(set) var doorbellRang = false
    private var watches: [Watch] = []
    private var items: [zmq_pollitem_t] = []
    private var lastID = 0

    mutating func add(socket: Socket? = nil, fileDescriptor: Int32 = -1) -> Watch {
        lastID += 1
        let watch = Watch(id: lastID, socket: socket, fileDescriptor: fileDescriptor)
        watches.append(watch)
        needsRebuild = true
        return watch
    }

    func watch(of socket: Socket) -> Watch? { watches.first { $0.socket === socket } }
    func watch(_ id: Int) -> Watch? { watches.first { $0.id == id } }

    /// Takes a watch out. What its handlers captured is returned, to be released only when the
    /// table is whole again: a capture's deinit may come back here.
    mutating func remove(_ watch: Watch) -> [Any] {
        let handlers: [Any] = [watch.onReadable as Any, watch.onWritable as Any, watch]
        watch.isActive = false
        watch.onReadable = nil
        watch.onWritable = nil
        watches.removeAll { $0 === watch }
        needsRebuild = true
        return handlers
    }

    mutating func removeAll() -> [Watch] {
        let all = watches
        for watch in all { watch.isActive = false }
        watches = []
        needsRebuild = true
        return all
    }

    /// Waits for events. Level-triggered: what is not consumed shows again at the next call.
    ///
    /// - Returns: false when polling failed for another reason than a signal.
    mutating func poll(timeout: Int) -> Bool {
        if needsRebuild {
            needsRebuild = false
            let bell = zmq_pollitem_t(
                socket: nil, fd: doorbell, events: Int16(ZMQ_POLLIN), revents: 0)
            items = [bell] + watches.map(\.item)
        }
        let code = items.withUnsafeMutableBufferPointer {
            zmq_poll($0.baseAddress, Int32($0.count), timeout)
        }
        doorbellRang = code > 0 && items[0].revents != 0
        if code < 0 {
            let error = zmq_errno()
            for index in items.indices { items[index].revents = 0 }
            return error == EINTR
        }
        return true
    }

    /// The watches with something to do. Handlers may change the table meanwhile.
    func takeReady() -> [(Watch, Int16)] {
        var ready: [(Watch, Int16)] = []
        for index in items.indices.dropFirst() where items[index].revents != 0 {
            ready.append((watches[index - 1], items[index].revents))
        }
        return ready
    }

    /// Takes out sockets that can no longer be polled, as after their context was shut down;
    /// otherwise the loop would spin.
    mutating func dropBroken() -> [Any] {
        var dropped: [Any] = []
        for watch in watches {
            guard let socket = watch.socket else { continue }
            var events: Int32 = 0
            var size = MemoryLayout<Int32>.size
            if zmq_getsockopt(socket.openPointer, ZMQ_EVENTS, &events, &size) != 0,
                zmq_errno() != EINTR
            {
                dropped += remove(watch)
            }
        }
        return dropped
    }
}
