extension Schema {
    /// The event log's format. Application id: "CHYE".
    static let eventLog = Schema(
        name: "event log", applicationID: 0x4348_5945,
        migrations: [
            """
            -- One row a revision, never changed. `json` is what was broadcast; `checksum` is the
            -- first 8 bytes of its SHA-256, because SQLite does not notice altered content.
            CREATE TABLE entry (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                revision INTEGER NOT NULL,
                mention BLOB NOT NULL UNIQUE,
                type TEXT NOT NULL,
                status TEXT NOT NULL,
                countries TEXT NOT NULL,
                entities TEXT NOT NULL,
                confidence REAL NOT NULL,
                firstSeen INTEGER NOT NULL,
                checksum BLOB NOT NULL,
                json BLOB NOT NULL,
                UNIQUE (id, revision)
            ) STRICT;
            -- The answer to every article, for when it is asked again.
            CREATE TABLE finished (
                task BLOB PRIMARY KEY NOT NULL CHECK (length(task) = 16),
                outcome TEXT NOT NULL,
                committed INTEGER NOT NULL,
                at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX finishedAt ON finished (at);
            -- The epochs of this log; each begins with the entry `start`. The last one is current.
            CREATE TABLE epoch (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                start INTEGER NOT NULL
            ) STRICT;
            """ + Counters.table,
            """
            -- Articles among which near duplicates are sought, the newest ones only. `published` and
            -- `at`, when it was committed, are seconds since 1970; `original` is the first article
            -- of its story, if that is another one. `sketch` has 64 numbers of two bytes.
            CREATE TABLE article (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                original TEXT,
                published INTEGER NOT NULL,
                at INTEGER NOT NULL,
                simHash INTEGER NOT NULL,
                sketch BLOB NOT NULL CHECK (length(sketch) = 128)
            ) STRICT;
            -- Pairs of numbers of a sketch: similar articles share one.
            CREATE TABLE band (
                key INTEGER NOT NULL,
                article INTEGER NOT NULL,
                PRIMARY KEY (key, article)
            ) STRICT, WITHOUT ROWID;
            """,
        ])
}
