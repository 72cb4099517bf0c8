// ZeroMQ: libzmq 4.3 as Swift actors want it.
//
// Everything Chancery's processes say to each other passes through this room. It knows sockets,
// endpoints, frames and the thread they live on; it knows nothing of articles, events or credit.
//
// The pieces, in the order a newcomer meets them:
//
// - `Context` owns libzmq's threads. Sockets keep it alive; it ends after the last of them.
// - `Endpoint` is a checked address. What is wrong with one is said before libzmq sees it.
// - `RouterSocket`, `DealerSocket`, `XPublisherSocket`, `SubscriberSocket`, `RequestSocket` and
//   `PairSocket` are the roles. Each offers only what its role can do, never blocks (except where
//   a timeout is an argument), and traps when used off its thread.
// - `EventLoop` is that thread: an executor for actors that also polls sockets, file descriptors
//   and timers.
// - `SocketMonitor` tells what happens to a socket's connections; `Authority` decides which CURVE
//   keys may talk.
//
// An actor that owns sockets looks like this:
//
//     actor Echo {
//         nonisolated let loop: EventLoop
//         nonisolated var unownedExecutor: UnownedSerialExecutor {
//             loop.asUnownedSerialExecutor()
//         }
//         private let router: RouterSocket
//
//         init(context: Context, loop: EventLoop) throws {
//             self.loop = loop
//             router = try RouterSocket(context, on: loop)
//         }
//
//         func start(at endpoint: Endpoint) throws {
//             try router.bind(to: endpoint)
//             loop.register(router, for: self) { owner, received in owner.answer(received) }
//         }
//
//         private func answer(_ received: RoutedMessage) {
//             _ = try? router.send(to: received.identity, received.message.frames)
//         }
//
//         isolated deinit { router.close() }
//     }
//
// Shut down in this order: let the actors go (or close their sockets), `EventLoop.stop()`, then
// drop the `Context`. Any other order is safe too, only slower: see `Context.terminate()`.
//
// What may change: a socket role or an option when a room needs it. What must hold: no call blocks
// the loop, no bytes from a peer can trap, and nothing waits for a peer without a limit.
