import Glibc

// Runs the benchmarks named on the command line, or all of them. See `README.md`.

do {
    let options = try Options(CommandLine.arguments.dropFirst())
    if options.list {
        for benchmark in Benchmark.all { print("\(benchmark.name)  \(benchmark.summary)") }
        exit(0)
    }
    let output = Output(options.format)
    for benchmark in try Benchmark.named(options.names) {
        output.begin(benchmark)
        for figure in try await benchmark.run(options) { output.show(figure) }
    }
} catch {
    let line = Array("benchmarks: \(error)\n".utf8)
    _ = write(2, line, line.count)
    exit(1)
}
