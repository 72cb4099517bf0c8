import Messages
import Storage
import Threads

/// Answers what an administrator asks, on the archive and, where one runs, the hub.
struct Administration: Sendable {
    /// What only a running daemon can do; without one the journal is changed directly.
    struct Actions: Sendable {
        var status: @Sendable () async throws -> StatusReport
        var requeue: @Sendable (TaskID) async throws -> Bool
        var drop: @Sendable (TaskID) async throws -> Bool
    }

    let archive: Archive
    let actions: Actions

    func answer(_ request: AdminRequest) async -> AdminReply {
        do {
            return try await reply(to: request)
        } catch {
            return AdminReply(error: "\(error)")
        }
    }

    private func reply(to request: AdminRequest) async throws -> AdminReply {
        var reply = AdminReply()
        switch request.command {
        case .status: reply.status = try await actions.status()
        case .deadList:
            reply.letters = try await archive.dead(limit: request.limit, after: request.after)
        case .deadShow:
            guard let text = request.tasks.first, request.tasks.count == 1 else {
                return AdminReply(error: "name one article")
            }
            guard let letter = try await archive.deadLetter(try task(text)) else {
                return AdminReply(error: "\(text) is not a dead letter")
            }
            reply.letter = letter
        case .deadRequeue: try await change(request, actions.requeue, &reply)
        case .deadDrop: try await change(request, actions.drop, &reply)
        case .backup:
            guard let directory = request.directory, directory.hasPrefix("/") else {
                return AdminReply(error: "a backup needs an absolute directory")
            }
            reply.files = try await archive.backup(to: directory)
        }
        return reply
    }

    private func change(
        _ request: AdminRequest, _ action: (TaskID) async throws -> Bool, _ reply: inout AdminReply
    ) async throws {
        var tasks = try request.tasks.map(task)
        if request.all { tasks = try await everyDeadLetter() }
        guard !tasks.isEmpty || request.all else {
            reply.error = "name the articles, or ask for all"
            return
        }
        var changed = 0
        var unchanged: [String] = []
        for task in tasks {
            if try await action(task) {
                changed += 1
            } else {
                unchanged.append(task.description)
            }
        }
        reply.changed = changed
        reply.unchanged = unchanged
    }

    private func everyDeadLetter() async throws -> [TaskID] {
        var tasks: [TaskID] = []
        var after: Int64 = 0
        while true {
            let page = try await archive.journal.dead(limit: 1000, after: after)
            guard let last = page.last else { return tasks }
            tasks += page.map(\.task)
            after = last.number
        }
    }

    private func task(_ text: String) throws -> TaskID {
        guard let task = TaskID(text) else {
            throw DaemonError(
                .badInput, "\"\(text.prefix(utf8: 80))\" is not 32 hexadecimal digits")
        }
        return task
    }
}
