/// The words of a text, lower-cased, as ranges of one buffer.
struct Words: Equatable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ text: String) {
        bytes.reserveCapacity(text.utf8.count)
        var isOpen = false
        func close(_ words: inout Words) {
            if isOpen { words.ends.append(words.bytes.count) }
            isOpen = false
        }
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if value < 0x80 {
                let byte = UInt8(value)
                let isLetter = (0x61...0x7A).contains(byte | 0x20)
                if isLetter || (0x30...0x39).contains(byte) {
                    bytes.append(isLetter ? byte | 0x20 : byte)
                    isOpen = true
                } else {
                    close(&self)
                }
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                // Scripts without spaces: a word each sign.
                let isAlone = (0x2E80...0xABFF).contains(value) || value >= 0x1F000
                if isAlone { close(&self) }
                bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
                isOpen = true
                if isAlone { close(&self) }
            } else if !scalar.properties.isDiacritic {
                close(&self)
            }
        }
        close(&self)
    }

    /// The number of words.
    var count: Int { ends.count }

    var indices: Range<Int> { 0..<ends.count }

    /// The UTF-8 of word `index`.
    subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// A 64-bit hash of word `index`: FNV-1a, the same on every run and machine.
    func hash(_ index: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in self[index] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
