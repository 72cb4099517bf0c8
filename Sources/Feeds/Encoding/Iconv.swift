internal import CLinux
internal import Glibc

/// The C library's converters.
enum Iconv {
    /// `bytes` in UTF-8; nil if the encoding is not known, or if they are not valid in it and
    /// `replacing` does not ask for a replacement character at each fault.
    static func convert(
        _ bytes: ArraySlice<UInt8>, from name: String, replacing: Bool = false
    ) -> [UInt8]? {
        // A name of the library's own grammar (`//TRANSLIT`) or a path would mean something else.
        guard !name.isEmpty, name.utf8.count < 40,
            name.utf8.allSatisfy({
                Ascii.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E || $0 == 0x3A
            })
        else { return nil }
        let converter = iconv_open("utf-8", name)
        // iconv_open answers with (iconv_t)-1.
        guard let converter, Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2)
        var input = Array(bytes)
        let isComplete = input.withUnsafeMutableBytes { input in
            convert(input, converter, replacing, into: &output)
        }
        return isComplete ? output : nil
    }

    private static func convert(
        _ input: UnsafeMutableRawBufferPointer, _ converter: iconv_t, _ replacing: Bool,
        into output: inout [UInt8]
    ) -> Bool {
        var next = input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        // Twice what one step can need, so that every step makes progress.
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { piece in
            while true {
                var free = piece.count
                var end = piece.baseAddress
                let before = left
                // The last call, without input, brings out what a stateful encoding holds back.
                let result =
                    left > 0
                    ? iconv(converter, &next, &left, &end, &free)
                    : iconv(converter, nil, nil, &end, &free)
                let fault = errno
                output.append(
                    contentsOf: piece[..<(piece.count - free)].map { UInt8(bitPattern: $0) })
                if result != -1 {
                    if before == 0 { return true }
                    continue
                }
                if fault == E2BIG { continue }
                guard replacing else { return false }
                output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                guard left > 0 else { return true }
                next = next.map { $0 + 1 }
                left -= 1
            }
        }
    }
}
