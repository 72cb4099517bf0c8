import Messages

/// Finds words in which letters of two scripts stand together, as scanning, translation and
/// deceit leave them. The text keeps them; whoever matches words folds them.
enum MixedScript {
    /// Words that are reported at most.
    private static let limit = 1000

    private enum Script { case latin, greek, cyrillic, arabic, hebrew }

    /// Where such words stand in `text`, in scalars.
    static func words(in text: String) -> [Span] {
        var spans: [Span] = []
        var start = 0
        var scripts: (first: Script?, isMixed: Bool) = (nil, false)
        var position = 0
        var isOpen = false
        func close() {
            if isOpen, scripts.isMixed, spans.count < limit {
                spans.append(Span(start, position))
            }
            isOpen = false
        }
        for scalar in text.unicodeScalars {
            if let script = script(of: scalar.value) {
                if !isOpen {
                    isOpen = true
                    start = position
                    scripts = (script, false)
                } else if scripts.first != script {
                    scripts.isMixed = true
                }
            } else if !(isOpen && isInside(scalar.value)) {
                close()
            }
            position += 1
        }
        close()
        return spans
    }

    private static func script(of value: UInt32) -> Script? {
        switch value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF:
            .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
        case 0x400...0x52F: .cyrillic
        case 0x590...0x5FF: .hebrew
        case 0x620...0x64A, 0x671...0x6D3, 0xFB50...0xFDCF, 0xFE70...0xFEFC: .arabic
        default: nil
        }
    }

    /// Marks and joining signs stand inside a word.
    private static func isInside(_ value: UInt32) -> Bool {
        (0x300...0x36F).contains(value) || (0x64B...0x65F).contains(value) || value == 0x640
            || value == 0x2019
    }
}
