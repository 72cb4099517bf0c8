// Fuzzing of what a user configures: the YAML file and the allow-list of keys.
// `deploy/fuzz Configuration`.
//
// The first byte of an input chooses, the rest is the file. A configuration that is accepted must
// give the same settings when it is written out and read again; every complaint names its file.

@testable import Configuration
@testable import Security

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let file = Array(input.dropFirst())
    if input[0] & 1 == 0 { probeSettings(file) } else { probeAllowList(file) }
    return 0
}

private let environment = ["HOME": "/home/user"]

private func probeSettings(_ bytes: [UInt8]) {
    do throws(ConfigurationErrors) {
        let once = try Settings.read(bytes, file: "fuzz.yaml", environment: environment)
        let text = Array(once.render().utf8)
        let twice: Settings
        do throws(ConfigurationErrors) {
            twice = try Settings.read(text, file: "again.yaml", environment: environment)
        } catch {
            fatalError("settings that were accepted are not when written out: \(error)")
        }
        precondition(once == twice, "settings change when they are written out")
    } catch {
        precondition("\(error)".contains("fuzz.yaml"), "a mistake does not say where: \(error)")
    }
}

private func probeAllowList(_ bytes: [UInt8]) {
    do throws(SecurityError) {
        let list = try AllowList.read(bytes, file: "clients")
        precondition(!list.takesFrom(list), "a list takes something from itself")
    } catch {
        precondition("\(error)".contains("clients:"), "a mistake does not say where: \(error)")
    }
}
