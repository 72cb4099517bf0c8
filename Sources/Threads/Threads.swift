// Threads: who runs where.
//
// Chancery keeps blocking work (SQLite, language work, `zmq_poll`) off Swift's cooperative pool.
// This room has the one executor that gives an actor a thread of its own, a lock, and a monotonic
// clock reading. Nothing here knows what the threads are for. What may change: add a primitive
// when two rooms need it; keep policy (how many threads, for whom) in Flow and Daemon.
