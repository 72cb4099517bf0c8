/// Breaks text into lines at spaces.
enum TextWrap {
    /// Lines of `text` that fit into `width` columns where words allow it, each behind `indent`
    /// spaces and all but the first behind `hanging` more.
    static func wrap(_ text: String, width: Int, indent: Int = 0, hanging: Int = 0) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var used = indent
        var isEmpty = true
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let size = TerminalText.width(of: String(word))
            if !isEmpty, used + 1 + size > width {
                lines.append(line)
                line = String(repeating: " ", count: indent + hanging)
                used = indent + hanging
                isEmpty = true
            }
            line += isEmpty ? word : " \(word)"
            used += size + (isEmpty ? 0 : 1)
            isEmpty = false
        }
        return lines + [line]
    }
}
