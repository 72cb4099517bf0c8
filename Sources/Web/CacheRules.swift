/// How long a response stays fresh (RFC 9111, 5.2 and 5.3).
public enum CacheRules {
    /// The time after which it makes sense to ask again; nil if the server says nothing, or wants
    /// to be asked each time.
    public static func freshness(_ headers: HTTPHeaders, now: Int64) -> Duration? {
        var age: Int64?
        var revalidates = false
        for directive in (headers.list("cache-control") ?? "").split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1).map {
                $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" }.lowercased()
            }
            guard let name = parts.first else { continue }
            switch name {
            case "no-cache", "no-store": revalidates = true
            case "max-age" where parts.count == 2 && age == nil:
                age = Int64(parts[1]).map { min(max(0, $0), 10 * 365 * 86_400) }
            default: break
            }
        }
        if revalidates { return nil }
        if let age {
            // What a cache on the way has used up already.
            let used = headers["age"].flatMap { Int64($0) } ?? 0
            let left = age - min(max(0, used), age)
            return left > 0 ? .seconds(left) : nil
        }
        guard let expires = headers["expires"],
            let end = HTTPDate.seconds(expires, now: now)
        else { return nil }
        // The server's own clock, if it shows it: it may be wrong in both.
        let date = headers["date"].flatMap { HTTPDate.seconds($0, now: now) } ?? now
        return end > date ? .seconds(end - date) : nil
    }
}
