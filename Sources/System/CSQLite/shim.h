// SQLite 3.40 or newer: Debian package libsqlite3-dev.
#pragma once
#include <sqlite3.h>
