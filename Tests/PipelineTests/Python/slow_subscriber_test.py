"""Reads slowly until a file says how far there is to read; then hurries, fills what it missed, and
checks that nothing is missing and nothing came twice.

    slow_subscriber_test.py CLIENTS_FOLDER RUNTIME_FOLDER listen|follow CONTROL_FILE PAUSE
"""

import os
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import chancery_client as chancery  # noqa: E402

runtime, kind, control = sys.argv[2:5]
pause = float(sys.argv[5])  # seconds an event, while it is slow
broadcast, follow = f"ipc://{runtime}/events.sock", f"ipc://{runtime}/follow.sock"


def target():
    """The last sequence there will be; None as long as it is slow."""
    if not os.path.exists(control):
        return None
    with open(control, encoding="utf-8") as file:
        return int(file.read())


def note(sequence):
    """Counts an event, and takes its time."""
    if not seen:
        print("listening", flush=True)
    seen.append(sequence)
    last = target()
    if last is None:
        time.sleep(pause)
    return last is not None and sequence >= last


seen, holes = [], []
items = chancery.listen(broadcast) if kind == "listen" else iter(chancery.Follower(follow, after=0))
done = False
while not done:
    item = next(items)
    if isinstance(item, chancery.Hole):
        holes.append((item.first, item.last))
        if target() is None:
            # A slow reader fills its holes when it has time.
            continue
        for filled in chancery.fill(follow, item.epoch, item.first, item.last):
            done = note(filled.sequence) or done
        holes[-1] = None
    elif isinstance(item, chancery.Event):
        done = note(item.sequence)
lost = 0
for hole in filter(None, holes):
    lost += hole[1] - hole[0] + 1
    seen += [x.sequence for x in chancery.fill(follow, item.epoch, *hole)]
expected = list(range(min(seen), target() + 1))
assert sorted(seen) == expected, (len(seen), len(expected), seen[:3], holes)
if kind == "follow":
    assert seen == list(range(1, target() + 1)), "in order, from the first"
print(f"complete: {len(seen)} events, {len(holes)} holes", flush=True)
