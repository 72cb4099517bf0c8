import Glibc

/// The sanitizer under which the tests may run.
enum Sanitizer {
    /// Whether its options are set, as `deploy/sanitize` does: memory that is measured then is its
    /// own, too.
    static let isRunning = getenv("ASAN_OPTIONS") != nil || getenv("TSAN_OPTIONS") != nil
}
