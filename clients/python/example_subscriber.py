#!/usr/bin/python3
"""Keeps every event once, whatever dies: the event and the place in the log are one transaction.

    example_subscriber.py ipc:///run/chancery/follow.sock events.sqlite
"""

import json
import sqlite3
import sys

from chancery_client import Event, Follower


def main(endpoint: str, path: str) -> None:
    store = sqlite3.connect(path)
    store.execute("CREATE TABLE IF NOT EXISTS place (one PRIMARY KEY, epoch, sequence)")
    store.execute("CREATE TABLE IF NOT EXISTS event (epoch, sequence, json, UNIQUE (epoch, sequence))")
    place = store.execute("SELECT epoch, sequence FROM place").fetchone() or (None, 0)
    for item in Follower(endpoint, epoch=place[0], after=place[1]):
        if not isinstance(item, Event):
            # After a new epoch the log is read again: what it still has of old epochs is known.
            print(item, file=sys.stderr)
            continue
        with store:
            store.execute(
                "INSERT OR IGNORE INTO event VALUES (?, ?, ?)",
                (item.event["epoch"], item.sequence, json.dumps(item.event)),
            )
            store.execute("INSERT OR REPLACE INTO place VALUES (1, ?, ?)", (item.epoch, item.sequence))
        event = item.event
        print(event["date"]["start"], event["type"], event["status"], event["evidence"]["sentence"])


if __name__ == "__main__":
    try:
        main(*sys.argv[1:3])
    except KeyboardInterrupt:
        sys.exit(130)
