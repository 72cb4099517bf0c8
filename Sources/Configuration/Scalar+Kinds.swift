internal import Notation

extension Scalar where Value == Int {
    /// A whole number in `range`.
    static func integer(_ range: ClosedRange<Int>) -> Scalar {
        Scalar(
            expectation: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            read: { text, _ in
                guard let number = Int(text), range.contains(number) else { return .mismatch }
                return .value(number)
            },
            write: { String($0) })
    }

    /// A number of bytes in `range`.
    static func size(_ range: ClosedRange<Int>) -> Scalar {
        let lowest = SizeNotation.format(range.lowerBound)
        let highest = SizeNotation.format(range.upperBound)
        return Scalar(
            expectation: SizeNotation.expectation,
            read: { text, _ in
                guard let bytes = SizeNotation.parse(text) else { return .mismatch }
                guard range.contains(bytes) else {
                    return .refused("is not between \(lowest) and \(highest)")
                }
                return .value(bytes)
            },
            write: { SizeNotation.format($0) })
    }
}

extension Scalar where Value == Duration {
    /// A duration in `range`.
    static func duration(_ range: ClosedRange<Duration>) -> Scalar {
        let lowest = DurationNotation.format(range.lowerBound)
        let highest = DurationNotation.format(range.upperBound)
        return Scalar(
            expectation: DurationNotation.expectation,
            read: { text, _ in
                guard let duration = DurationNotation.parse(text) else { return .mismatch }
                guard range.contains(duration) else {
                    return .refused("is not between \(lowest) and \(highest)")
                }
                return .value(duration)
            },
            write: { DurationNotation.format($0) })
    }
}

extension Scalar where Value == Duration? {
    /// A duration in `range`, or `forever`, which is nil.
    static func durationOrForever(_ range: ClosedRange<Duration>) -> Scalar {
        let duration = Scalar.optional(.duration(range))
        return Scalar(
            expectation: "\(duration.expectation), or forever",
            read: { text, reading in
                text == "forever" ? .value(nil) : duration.read(text, reading)
            },
            write: { value in value == nil ? "forever" : duration.write(value) })
    }
}

extension Scalar where Value == Bool {
    /// `true` or `false`; YAML's older words for them are not taken.
    static var boolean: Scalar {
        Scalar(
            expectation: "true or false",
            read: { text, _ in
                text == "true" ? .value(true) : text == "false" ? .value(false) : .mismatch
            },
            write: { $0 ? "true" : "false" })
    }
}

extension Scalar where Value: RawRepresentable<String> & CaseIterable {
    /// One of the words of an enumeration.
    static var word: Scalar {
        let words = Value.allCases.map(\.rawValue)
        return Scalar(
            expectation: words.count == 2
                ? words.joined(separator: " or ") : "one of \(words.joined(separator: ", "))",
            read: { text, _ in
                if let value = Value(rawValue: text) { return .value(value) }
                guard let nearest = Spelling.nearest(to: text, among: words) else {
                    return .mismatch
                }
                return .refused(
                    "is not one of \(words.joined(separator: ", ")); did you mean \(nearest)?")
            },
            write: { $0.rawValue })
    }
}

extension Scalar where Value == String {
    /// Text of 1 to `longest` bytes without control characters.
    static func text(longest: Int = 256) -> Scalar {
        Scalar(
            expectation: "a text of 1 to \(longest) bytes on one line",
            read: { text, _ in
                isClean(text) && text.utf8.count <= longest ? .value(text) : .mismatch
            },
            write: { YAMLText.scalar($0) })
    }

    /// The pattern of a file name, with `*` and `?`.
    static var pattern: Scalar {
        Scalar(
            expectation: "a pattern for file names like *.txt",
            read: { text, _ in
                isClean(text) && !text.utf8.contains(0x2F) && text.utf8.count <= 255
                    ? .value(text) : .mismatch
            },
            write: { YAMLText.scalar($0) })
    }

    /// A path, made absolute: `~/` is the home directory, and a relative path begins where the file
    /// lies.
    static var path: Scalar {
        Scalar(
            expectation: "a path",
            read: { text, reading in
                guard isClean(text), text.utf8.count <= 4096 else { return .mismatch }
                if text == "~" || text.hasPrefix("~/") {
                    guard let home = reading.home else {
                        return .refused("needs HOME, which is not set; write the whole path")
                    }
                    return .value(home + text.dropFirst())
                }
                return .value(text.hasPrefix("/") ? text : "\(reading.directory)/\(text)")
            },
            write: { YAMLText.scalar($0) })
    }

    /// Neither empty nor with control characters (NUL would cut a path short in C).
    private static func isClean(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
