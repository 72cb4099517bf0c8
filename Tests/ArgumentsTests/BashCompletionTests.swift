import FoundationEssentials
import Glibc
import Testing

@testable import Arguments

@Suite("Bash completion", .timeLimit(.minutes(1))) struct BashCompletionTests {
    /// What bash offers after `words`, the last of which is being typed.
    func offered(_ words: [String]) throws -> Set<String> {
        let list = words.map { "'\($0)'" }.joined(separator: " ")
        let script =
            BashCompletion(program).script
                + """
                COMP_WORDS=(\(list)); COMP_CWORD=\(words.count - 1)
                _chancery
                printf '%s\\n' "${COMPREPLY[@]}"
                """
        let file =
            FileManager.default.temporaryDirectory.path + "/chancery-completion-\(getpid())-"
            + "\(UInt64.random(in: .min ... .max)).sh"
        try Data(script.utf8).write(to: URL(filePath: file))
        defer { unlink(file) }
        let pipe = try #require(popen("bash '\(file)' 2>&1", "r"))
        defer { pclose(pipe) }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
            output += buffer.prefix(count)
        }
        return Set(String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    @Test("commands, options and words are offered where they are accepted")
    func offers() throws {
        #expect(try offered(["chancery", ""]).isSuperset(of: ["subscribe", "dead", "--config"]))
        #expect(try offered(["chancery", "sub"]) == ["subscribe"])
        #expect(try offered(["chancery", "dead", "re"]) == ["requeue"])
        #expect(try offered(["chancery", "-q", "dead", "list", "--l"]) == ["--limit"])
        #expect(try offered(["chancery", "dead", "list", "--con"]) == ["--config"])
        #expect(try offered(["chancery", "subscribe", "--format", ""]) == ["text", "json"])
        #expect(try offered(["chancery", "subscribe", "--after", ""]) == [])
    }
}
