extension Schema {
    /// The journal's format. Application id: "CHYJ".
    static let journal = Schema(
        name: "journal", applicationID: 0x4348_594A,
        migrations: [
            """
            -- One row an article ever seen. `position` orders the accepted ones.
            CREATE TABLE article (
                id INTEGER PRIMARY KEY,
                task BLOB NOT NULL UNIQUE CHECK (length(task) = 16),
                state TEXT NOT NULL CHECK (state IN ('accepted', 'finished', 'dead', 'dropped')),
                position INTEGER,
                source TEXT NOT NULL,
                item TEXT NOT NULL,
                size INTEGER NOT NULL,
                accepted INTEGER NOT NULL,
                settled INTEGER,
                outcome TEXT,
                stage TEXT,
                reason TEXT,
                attempts INTEGER NOT NULL DEFAULT 0,
                crashes INTEGER NOT NULL DEFAULT 0,
                aloneCrashes INTEGER NOT NULL DEFAULT 0,
                CHECK ((state = 'accepted') = (position IS NOT NULL)),
                CHECK ((state = 'finished') = (outcome IS NOT NULL))
            ) STRICT;
            CREATE UNIQUE INDEX articleOrder ON article (position) WHERE state = 'accepted';
            CREATE INDEX articleDead ON article (id) WHERE state = 'dead';
            CREATE INDEX articleSettled ON article (settled)
                WHERE state IN ('finished', 'dropped');
            -- The bytes, apart from the rows that stay, so that those stay close together, and the
            -- first 8 bytes of their SHA-256, because SQLite does not notice altered content.
            CREATE TABLE document (
                article INTEGER PRIMARY KEY REFERENCES article (id),
                header BLOB NOT NULL,
                body BLOB NOT NULL,
                checksum BLOB NOT NULL
            ) STRICT;
            CREATE TABLE history (
                article INTEGER NOT NULL REFERENCES article (id),
                number INTEGER NOT NULL,
                kind TEXT NOT NULL,
                stage TEXT,
                reason TEXT NOT NULL,
                attempt INTEGER NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (article, number)
            ) STRICT, WITHOUT ROWID;
            """ + Counters.table
        ])
}
