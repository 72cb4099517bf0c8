extension Schema {
    /// The format of what is known about sources on the web. Application id: "CHYW".
    static let webState = Schema(
        name: "web state", applicationID: 0x4348_5957,
        migrations: [
            """
            -- One row a source ever named. Times are seconds since 1970, spans are seconds.
            CREATE TABLE source (
                id INTEGER PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('feed', 'page', 'sitemap')),
                url TEXT NOT NULL,
                origin TEXT NOT NULL
                    CHECK (origin IN ('configuration', 'command', 'index', 'once')),
                parent INTEGER REFERENCES source (id),
                publisher TEXT,
                text TEXT NOT NULL CHECK (text IN ('auto', 'feed', 'page')),
                added INTEGER NOT NULL,
                title TEXT,
                -- What the schedule is made from.
                current TEXT NOT NULL,
                entityTag BLOB,
                lastModified BLOB,
                validatorsFor TEXT,
                digest BLOB,
                interval REAL NOT NULL DEFAULT 0,
                -- What it asks for: a pause, how long an answer lasts, and hours (bits 0 to 23) and days (bits 1 to 7) off.
                ttl REAL NOT NULL DEFAULT 0,
                lasts REAL NOT NULL DEFAULT 0,
                skipHours INTEGER NOT NULL DEFAULT 0,
                skipDays INTEGER NOT NULL DEFAULT 0,
                due INTEGER NOT NULL DEFAULT 0,
                failures INTEGER NOT NULL DEFAULT 0,
                moveTarget TEXT,
                moves INTEGER NOT NULL DEFAULT 0,
                retired INTEGER,
                -- What a person wants to know.
                polled INTEGER,
                succeeded INTEGER,
                message TEXT NOT NULL DEFAULT '',
                UNIQUE (kind, url)
            ) STRICT;
            -- One row an entry of a source. The document stands here until it is accepted.
            CREATE TABLE entry (
                id INTEGER PRIMARY KEY,
                source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
                key BLOB NOT NULL CHECK (length(key) = 16),
                fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 16),
                state TEXT NOT NULL CHECK (
                    state IN ('pending', 'accepted', 'known', 'refused', 'failed', 'passed')),
                listed INTEGER NOT NULL,
                settled INTEGER,
                visits INTEGER NOT NULL DEFAULT 0,
                attempts INTEGER NOT NULL DEFAULT 0,
                due INTEGER NOT NULL DEFAULT 0,
                reason TEXT NOT NULL DEFAULT '',
                needsPage INTEGER NOT NULL DEFAULT 0,
                item TEXT,
                url TEXT,
                title TEXT,
                publisher TEXT,
                published TEXT,
                language TEXT,
                body BLOB,
                isHTML INTEGER NOT NULL DEFAULT 0,
                UNIQUE (source, key)
            ) STRICT;
            CREATE INDEX entryPending ON entry (id) WHERE state = 'pending';
            CREATE INDEX entryListed ON entry (listed) WHERE state != 'pending';
            -- Pages that some source has brought already.
            CREATE TABLE page (
                key BLOB PRIMARY KEY NOT NULL CHECK (length(key) = 16),
                source INTEGER NOT NULL,
                settled INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX pageSettled ON page (settled);
            -- Domains that asked to be left alone, and until when.
            CREATE TABLE domain (name TEXT PRIMARY KEY NOT NULL, until INTEGER NOT NULL)
                STRICT, WITHOUT ROWID;
            """
        ])
}
