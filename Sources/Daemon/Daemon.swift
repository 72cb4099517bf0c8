// Daemon: puts the rooms together and keeps them running.
//
// `Topology` reads as the pipeline, a line a stage. `Lifecycle` starts it, waits for a signal or
// for the end of the work, and stops it in order, each step with a time limit; `WorkerLifecycle` does so for one stage in a
// process of its own. `Publishing` and `Fetching` are parts of either. `Administration/`
// answers `chancery status` and `chancery dead`, over a socket of its own while the daemon runs, or
// on the databases under their lock when it does not. Only this room knows all the others; it
// decides nothing that a stage or the flow could decide. What may change: which parts there are
// and in what order they start and stop.
