// SQLite 3.40 or newer: Debian package libsqlite3-dev.
#pragma once
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift cannot import.
static inline int chancery_bind_text(sqlite3_stmt *statement, int index, const char *text,
                                     int count) {
    return sqlite3_bind_text(statement, index, text, count, SQLITE_TRANSIENT);
}

static inline int chancery_bind_blob(sqlite3_stmt *statement, int index, const void *bytes,
                                     int count) {
    return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

// sqlite3_db_config is variadic, which Swift cannot import. Defensive: no SQL can write to the
// schema table or otherwise corrupt the file on purpose.
static inline int chancery_set_defensive(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}
