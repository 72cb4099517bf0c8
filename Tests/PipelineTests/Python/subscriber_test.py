"""Receives the same events by broadcast and by following, and fills a hole made on purpose.

    subscriber_test.py CLIENTS_FOLDER RUNTIME_FOLDER COUNT
"""

import sys
from itertools import islice

sys.path.insert(0, sys.argv[1])
import chancery_client as chancery  # noqa: E402

runtime, count = sys.argv[2], int(sys.argv[3])
broadcast = f"ipc://{runtime}/events.sock"
follow = f"ipc://{runtime}/follow.sock"
LOST = range(5, 8)  # sequences that a bad network loses


class Lossy:
    """A socket that loses some events, and says when it hears the daemon."""

    def __init__(self, socket):
        self.socket = socket
        self.heard = False

    def __getattr__(self, name):
        return getattr(self.socket, name)

    def recv_multipart(self):
        while True:
            frames = self.socket.recv_multipart()
            if not self.heard:
                self.heard = True
                print("listening", flush=True)
            sequence = int(chancery.json.loads(frames[1])["sequence"])
            if not (frames[0].startswith(b"event.") and sequence in LOST):
                return frames


honest = chancery._socket
chancery._socket = lambda *given: Lossy(honest(*given))
heard, holes = {}, []
for item in chancery.listen(broadcast):
    if isinstance(item, chancery.Hole):
        chancery._socket, lossy = honest, chancery._socket
        holes.append((item.first, item.last))
        for filled in chancery.fill(follow, item.epoch, item.first, item.last):
            heard[filled.sequence] = filled.event
        chancery._socket = lossy
    elif isinstance(item, chancery.Event):
        heard[item.sequence] = item.event
    if len(heard) >= count:
        break
chancery._socket = honest

assert holes == [(LOST.start, LOST.stop - 1)], holes
assert sorted(heard) == list(range(1, count + 1)), sorted(heard)
print("hole seen and filled", flush=True)

followed = {}
for item in islice(iter(chancery.Follower(follow, after=0)), count):
    followed[item.sequence] = item.event
assert followed == heard
print("the same by both ways", flush=True)
