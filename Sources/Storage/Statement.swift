internal import CSQLite

/// A prepared SQL statement, and while it runs, its current row. Belongs to its ``Database`` and
/// to that database's thread.
public final class Statement {
    /// A value on its way into a statement.
    public enum Value: Hashable, Sendable {
        case integer(Int64)
        case real(Double)
        case text(String)
        case bytes([UInt8])
        case null

        /// A whole number.
        public static func integer(_ value: Int) -> Value { .integer(Int64(value)) }

        /// A whole number, or null.
        public static func optional(_ value: Int64?) -> Value { value.map(Value.integer) ?? .null }
    }

    private let pointer: OpaquePointer
    private let path: String
    /// Whether a run of it is under way; a statement cannot run inside itself.
    private(set) var isRunning = false

    init(_ sql: String, handle: OpaquePointer, path: String) throws(StorageError) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(
            handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else {
            throw .database(code, path: path, String(cString: sqlite3_errmsg(handle)))
        }
        pointer = prepared
        self.path = path
    }

    // The database drops its statements before it closes, on its own thread.
    deinit { sqlite3_finalize(pointer) }

    /// Sets the parameters, from the first on.
    func bind(_ values: [Value]) throws(StorageError) {
        guard values.count == sqlite3_bind_parameter_count(pointer) else {
            throw StorageError(.fault, path: path, "\(values.count) values for another count")
        }
        for (offset, value) in values.enumerated() {
            let index = Int32(offset + 1)
            let code =
                switch value {
                case .integer(let number): sqlite3_bind_int64(pointer, index, number)
                case .real(let number): sqlite3_bind_double(pointer, index, number)
                case .null: sqlite3_bind_null(pointer, index)
                case .text(let text): bind(text, at: index)
                case .bytes(let bytes): bind(bytes, at: index)
                }
            try check(code)
        }
    }

    private func bind(_ text: String, at index: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { utf8 in
            // An empty buffer may have no address, and SQLite would read that as null.
            guard let base = utf8.baseAddress else {
                return chancery_bind_text(pointer, index, "", 0)
            }
            return base.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
                chancery_bind_text(pointer, index, $0, Int32(clamping: utf8.count))
            }
        }
    }

    private func bind(_ bytes: [UInt8], at index: Int32) -> Int32 {
        if bytes.isEmpty { return sqlite3_bind_zeroblob(pointer, index, 0) }
        return bytes.withUnsafeBytes {
            chancery_bind_blob(pointer, index, $0.baseAddress, Int32(clamping: $0.count))
        }
    }

    /// Goes to the next row; false at the end.
    func step() throws(StorageError) -> Bool {
        isRunning = true
        let code = sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        try check(code)
        return false
    }

    /// Ends the run and lets go of what was bound.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
        isRunning = false
    }

    private func check(_ code: Int32) throws(StorageError) {
        if code == SQLITE_OK { return }
        let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer)))
        throw .database(code, path: path, message)
    }

    /// Whether column `index` (from 0) of the row is null.
    public func isNull(_ index: Int32) -> Bool {
        sqlite3_column_type(pointer, index) == SQLITE_NULL
    }

    /// The whole number in column `index` (from 0) of the row; 0 for null.
    public func integer(_ index: Int32) -> Int64 { sqlite3_column_int64(pointer, index) }

    /// The number in column `index` (from 0) of the row; 0 for null.
    public func real(_ index: Int32) -> Double { sqlite3_column_double(pointer, index) }

    /// The text in column `index` (from 0) of the row; empty for null.
    public func text(_ index: Int32) -> String {
        String(decoding: bytes(index), as: UTF8.self)
    }

    /// The bytes in column `index` (from 0) of the row; none for null.
    public func bytes(_ index: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(pointer, index) else { return [] }
        // The memory is valid until the next step; it is copied here.
        return Array(
            UnsafeRawBufferPointer(
                start: start, count: Int(sqlite3_column_bytes(pointer, index))))
    }

    /// Whatever is in column `index` (from 0) of the row.
    func value(_ index: Int32) -> Value {
        switch sqlite3_column_type(pointer, index) {
        case SQLITE_INTEGER: .integer(integer(index))
        case SQLITE_FLOAT: .real(real(index))
        case SQLITE_TEXT: .text(text(index))
        case SQLITE_BLOB: .bytes(bytes(index))
        default: .null
        }
    }
}
