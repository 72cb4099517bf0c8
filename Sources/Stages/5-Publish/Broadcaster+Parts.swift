public import Logging
public import Storage
public import ZeroMQ

extension Broadcaster {
    /// What a broadcaster is made of.
    public struct Parts: Sendable {
        public var context: Context
        public var loop: EventLoop
        public var broadcast: Endpoint
        public var follow: Endpoint
        public var reader: EventLogReader
        public var bounds: LogBounds
        public var maximumFollowers: Int
        public var log: Logger

        /// What a broadcaster is made of; see the properties.
        public init(
            context: Context, loop: EventLoop, broadcast: Endpoint, follow: Endpoint,
            reader: EventLogReader, bounds: LogBounds, maximumFollowers: Int, log: Logger
        ) {
            self.context = context
            self.loop = loop
            self.broadcast = broadcast
            self.follow = follow
            self.reader = reader
            self.bounds = bounds
            self.maximumFollowers = maximumFollowers
            self.log = log
        }
    }
}
