// Publish: events get their number, are committed, and go out.
//
// `PublishStage` is the stage: it commits coded articles in groups to the event log and answers
// with a receipt, also for an article it has answered before. `Broadcaster` sends what was
// committed to whoever listens (XPUB) and serves followers (FOLLOW on a ROUTER), who replay the log
// and then go on live. `FollowerMachine` decides for one follower what it gets next; `Follow…`
// are the messages of that conversation, which `docs/protocol.md` describes for clients in any
// language.
//
// Nothing is broadcast that is not committed and synced, and whatever has a sequence is broadcast.
// What may change: what followers can filter by, and how much a batch holds. The order commit,
// broadcast, answer may not.
