internal import Glibc

/// Floats that are written once, while they are read from a file, and only read from then on.
///
/// Sendable because of that: `initial` is used by this room alone, before anybody else has the
/// array.
public final class FloatArray: @unchecked Sendable {
    /// How many.
    public let count: Int
    let initial: UnsafeMutablePointer<Float>
    private static let largePage = 2 << 20

    init(uninitialized count: Int) {
        self.count = count
        initial = FloatArray.allocate(count)
        initial.initialize(repeating: 0, count: count)
    }

    /// An array of the values that `values` gives.
    public convenience init(_ values: [Float]) {
        self.init(uninitialized: values.count)
        for (index, value) in values.enumerated() { initial[index] = value }
    }

    deinit { initial.deallocate() }

    /// One value.
    public subscript(index: Int) -> Float {
        precondition(index >= 0 && index < count)
        return initial[index]
    }

    /// The first value. Valid as long as somebody keeps the array.
    public var pointer: UnsafePointer<Float> { UnsafePointer(initial) }

    /// Memory for `count` floats that begins at a cache line; if it is large, in large pages as far
    /// as it fills them and the system has any, because walking through weights page by page takes
    /// a twentieth of a product.
    static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
        let size = max(64, count * MemoryLayout<Float>.stride)
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: size, alignment: size >= largePage ? largePage : 64)
        if size >= largePage {
            // Where that is refused, all is as it was.
            madvise(memory, size / largePage * largePage, MADV_HUGEPAGE)
        }
        return memory.bindMemory(to: Float.self, capacity: max(16, count))
    }
}

/// Memory that one instance uses again and again; it grows to the largest use and stays.
public final class Workspace {
    private var capacity = 0
    private var memory = FloatArray.allocate(0)

    /// No memory yet.
    public init() {}

    deinit { memory.deallocate() }

    /// Room for `count` floats whose values are undefined. What was here before is gone.
    public func take(_ count: Int) -> UnsafeMutablePointer<Float> {
        precondition(count >= 0)
        if count > capacity {
            memory.deallocate()
            capacity = max(count, capacity + capacity / 4)
            memory = FloatArray.allocate(capacity)
        }
        return memory
    }
}
