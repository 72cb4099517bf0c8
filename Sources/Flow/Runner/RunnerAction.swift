import Messages

/// What a stage runner's actor is to do.
enum RunnerAction: Hashable {
    /// Send an envelope to the hub.
    case send(Envelope)
    /// Close the socket and open a new one.
    case reconnect
    /// Let an instance work on a task.
    case run(instance: Int, task: TaskID, attempt: UInt32, payload: Payload)
    /// Tell an instance that its task is taken away.
    case cancel(instance: Int)
    /// Leave an instance that does not listen behind, and make a new one in its place.
    case replace(instance: Int)
    /// Too many instances were left behind: the process should be restarted.
    case giveUp(reason: String)
    /// The hub has refused this worker for so long that it will not take it.
    case refused(reason: String)
    /// Write a line to the log.
    case note(HubNote)
}
