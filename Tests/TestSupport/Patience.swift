import Glibc

/// How many times longer than usual a test waits for other processes before it gives up, and lets
/// them take: `CHANCERY_TEST_PATIENCE`, which `deploy/sanitize` sets, because a sanitized program is
/// several times slower; 1 without it.
public enum Patience {
    /// The factor.
    public static let factor: Int = {
        guard let text = getenv("CHANCERY_TEST_PATIENCE"), let factor = Int(String(cString: text))
        else { return 1 }
        return min(max(factor, 1), 100)
    }()
}
