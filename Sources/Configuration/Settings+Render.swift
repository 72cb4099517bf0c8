extension Settings {
    /// The effective configuration as YAML that explains itself. Read again, it gives the same
    /// settings.
    public func render() -> String {
        var text =
            "# The effective configuration of chancery: every key, with its value in force.\n"
        for field in Self.fields {
            text += "\n"
            for line in [field].write(self, commented: true) { text += "\(line)\n" }
        }
        return text
    }
}
