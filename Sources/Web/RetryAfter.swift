/// When a server wants to be asked again (RFC 9110, 10.2.3).
public enum RetryAfter {
    /// The wait that `value` asks for, as seconds or as a date; nil if it is neither. A date that
    /// has passed asks for none.
    public static func wait(_ value: String, now: Int64) -> Duration? {
        let digits = value.utf8
        if !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            // More than that is for ever, whatever it is.
            return .seconds(min(Int64(value) ?? .max, 10 * 365 * 86_400))
        }
        return HTTPDate.seconds(value, now: now).map { .seconds(max(0, $0 - now)) }
    }
}
