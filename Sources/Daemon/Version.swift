/// The version of Chancery; stands in every event's `coder` and in every greeting.
public enum Version {
    /// As in the packages.
    public static let current = "0.1.0"
}
