// Supervision: the daemon as a service manager sees it.
//
// `ServiceManager` speaks the notification protocol of systemd: one datagram of KEY=value lines.
// It is written out here rather than taken from libsystemd, because the protocol is a page long and
// stable, and the library would be the only one the daemon links for less than that. `Watchdog` is
// a pure value that decides whether the daemon can say that it is well; `Supervisor` asks around
// and says it. Without NOTIFY_SOCKET nothing is asked and nothing is said. What may change: what
// counts as being well, and the words of the status line. What READY=1 promises may not: sockets
// are bound and the journal is open.
