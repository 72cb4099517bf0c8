#include "baseline.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/// The one database that is open, from turn to turn as Chancery's is.
static sqlite3 *current = NULL;

void baseline_close(void) {
    sqlite3_close(current);
    current = NULL;
}

static sqlite3 *opened(const char *path) {
    if (current != NULL) return current;
    sqlite3 *database = NULL;
    if (sqlite3_open_v2(
            path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        return NULL;
    }
    sqlite3_exec(
        database,
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = OFF;"
        "PRAGMA journal_size_limit = 67108864;",
        NULL, NULL, NULL);
    current = database;
    return database;
}

static sqlite3_stmt *prepared(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    return statement;
}

static int run(sqlite3_stmt *statement) {
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE || code == SQLITE_ROW ? 0 : -1;
}

/// Stands for the counters that are saved with each transaction.
static int count(sqlite3_stmt *statement, const char *name, int64_t value) {
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, value);
    return run(statement);
}

/// 16 or 32 bytes that are spread as digests are.
static void scatter(unsigned char *key, int size, int64_t number) {
    uint64_t state = (uint64_t)number * 0x9E3779B97F4A7C15u + 0x632BE59BD9B4E019u;
    for (int index = 0; index < size; index++) {
        state ^= state >> 30;
        state *= 0xBF58476D1CE4E5B9u;
        state ^= state >> 27;
        key[index] = (unsigned char)(state >> 56);
    }
    // Distinct for certain.
    memcpy(key + size - 8, &number, 8);
}

static const char *counter_sql =
    "INSERT INTO counter (name, value) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

int64_t baseline_accept(
    const char *path, int64_t group, int64_t count_, int64_t first, const void *header,
    size_t header_size, const void *body, size_t body_size) {
    sqlite3 *database = opened(path);
    if (database == NULL) return -1;
    sqlite3_stmt *article = prepared(
        database,
        "INSERT INTO article (task, state, position, source, item, size, accepted)"
        " VALUES (?, 'accepted', ?, 'benchmark', ?, ?, 1700000000)");
    sqlite3_stmt *document = prepared(
        database,
        "INSERT INTO document (article, header, body, checksum) VALUES (?, ?, ?, zeroblob(16))");
    sqlite3_stmt *counter = prepared(database, counter_sql);
    sqlite3_stmt *begin = prepared(database, "BEGIN IMMEDIATE");
    sqlite3_stmt *commit = prepared(database, "COMMIT");
    int failed = 0;
    int64_t start = baseline_now();
    for (int64_t done = 0; done < count_ && !failed;) {
        failed |= run(begin);
        for (int64_t member = 0; member < group && done < count_; member++, done++) {
            unsigned char task[16];
            char item[32];
            scatter(task, sizeof task, first + done);
            int length = snprintf(item, sizeof item, "item-%lld", (long long)(first + done));
            sqlite3_bind_blob(article, 1, task, sizeof task, SQLITE_STATIC);
            sqlite3_bind_int64(article, 2, first + done + 1);
            sqlite3_bind_text(article, 3, item, length, SQLITE_STATIC);
            sqlite3_bind_int64(article, 4, (int64_t)(header_size + body_size));
            failed |= run(article);
            sqlite3_bind_int64(document, 1, sqlite3_last_insert_rowid(database));
            sqlite3_bind_blob(document, 2, header, (int)header_size, SQLITE_STATIC);
            sqlite3_bind_blob(document, 3, body, (int)body_size, SQLITE_STATIC);
            failed |= run(document);
        }
        failed |= count(counter, "position", first + done);
        failed |= count(counter, "state.accepted", first + done);
        failed |= count(counter, "bytes", (first + done) * 2048);
        failed |= run(commit);
    }
    int64_t elapsed = baseline_now() - start;
    sqlite3_stmt *all[] = {article, document, counter, begin, commit};
    for (int index = 0; index < 5; index++) sqlite3_finalize(all[index]);
    return failed ? -1 : elapsed;
}

int64_t baseline_log(
    const char *path, int64_t group, int64_t count_, int64_t first, const void *json,
    size_t json_size) {
    sqlite3 *database = opened(path);
    if (database == NULL) return -1;
    sqlite3_stmt *entry = prepared(
        database,
        "INSERT INTO entry (sequence, id, revision, mention, type, status, countries, entities,"
        " confidence, firstSeen, checksum, json) VALUES"
        " (?, ?, 1, ?, 'CONSULT', 'occurred', 'NOR', 'NOR/GOV', 0.9, 1700000000, ?, ?)");
    sqlite3_stmt *finished = prepared(
        database,
        "INSERT INTO finished (task, outcome, committed, at) VALUES (?, 'events', 1, 1700000000)");
    sqlite3_stmt *counter = prepared(database, counter_sql);
    sqlite3_stmt *begin = prepared(database, "BEGIN IMMEDIATE");
    sqlite3_stmt *commit = prepared(database, "COMMIT");
    int failed = 0;
    int64_t start = baseline_now();
    for (int64_t done = 0; done < count_ && !failed;) {
        failed |= run(begin);
        for (int64_t member = 0; member < group && done < count_; member++, done++) {
            unsigned char mention[32];
            char id[32];
            scatter(mention, sizeof mention, first + done);
            int length = snprintf(
                id, sizeof id, "ev1-%016llx", *(unsigned long long *)(void *)(mention + 16));
            sqlite3_bind_int64(entry, 1, first + done + 1);
            id[length - 1] = (char)('a' + (first + done) % 26);
            length += snprintf(
                id + length, sizeof id - (size_t)length, "%llx", (unsigned long long)(first + done));
            sqlite3_bind_text(entry, 2, id, length, SQLITE_STATIC);
            sqlite3_bind_blob(entry, 3, mention, sizeof mention, SQLITE_STATIC);
            sqlite3_bind_blob(entry, 4, mention, 8, SQLITE_STATIC);
            sqlite3_bind_blob(entry, 5, json, (int)json_size, SQLITE_STATIC);
            failed |= run(entry);
            sqlite3_bind_blob(finished, 1, mention + 16, 16, SQLITE_STATIC);
            failed |= run(finished);
        }
        failed |= count(counter, "sequence", first + done);
        failed |= count(counter, "entries", first + done);
        failed |= count(counter, "bytes", (first + done) * (int64_t)json_size);
        failed |= count(counter, "type.CONSULT", first + done);
        failed |= count(counter, "outcome.events", first + done);
        failed |= run(commit);
    }
    int64_t elapsed = baseline_now() - start;
    sqlite3_stmt *all[] = {entry, finished, counter, begin, commit};
    for (int index = 0; index < 5; index++) sqlite3_finalize(all[index]);
    return failed ? -1 : elapsed;
}
