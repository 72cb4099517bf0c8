"""Read Chancery's events from Python: live, from the log, and what was missed.

Needs pyzmq and Python 3.11. Everything here blocks; a thread or a process of its own serves each
generator. docs/protocol.md in Chancery's sources describes what goes over the sockets.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import zmq

SILENCE, PING = 3.0, 1.0  # seconds; either side says something each second
MAGIC = b"CHF1"
LARGEST = 16 << 20  # bytes; Chancery's own limit for public messages


@dataclass(frozen=True)
class Event:
    """One entry of the log. (epoch, sequence) tells it apart from every other."""

    epoch: str
    sequence: int
    event: dict[str, Any]


@dataclass(frozen=True)
class Hole:
    """Entries first to last were broadcast and did not arrive; `fill` gets them."""

    epoch: str
    first: int
    last: int


@dataclass(frozen=True)
class NewEpoch:
    """The log is another one: numbers begin anew, and a copy should too."""

    before: str
    epoch: str
    sequence: int


Item = Event | Hole | NewEpoch


class ChanceryError(Exception):
    """The daemon says no, or something that makes no sense."""


class EpochGone(ChanceryError):
    """The log has another epoch than was asked for."""


class Expired(ChanceryError):
    """What was asked for is no longer in the log; `first` is the first that is."""

    def __init__(self, first: int) -> None:
        super().__init__(f"the log begins with {first}")
        self.first = first


Curve = tuple[str, str, str]
"""For a daemon on another machine: its public key, our public key and our secret one, in Z85."""


def keys(key_file: str, server_file: str) -> Curve:
    """The `curve` argument from our .key file and the server's .pub file."""

    def words(path: str) -> list[str]:
        with open(path, encoding="utf-8") as file:
            lines = [line.strip() for line in file]
        return next(x for x in lines if x and x != "#" and not x.startswith("# ")).split()

    secret, public = words(key_file)
    return words(server_file)[0], public, secret


def _socket(kind: int, endpoint: str, curve: Curve | None) -> zmq.Socket[bytes]:
    socket = zmq.Context.instance().socket(kind)
    if curve is not None:
        server, public, secret = curve
        socket.setsockopt_string(zmq.CURVE_SERVERKEY, server)
        socket.setsockopt_string(zmq.CURVE_PUBLICKEY, public)
        socket.setsockopt_string(zmq.CURVE_SECRETKEY, secret)
    socket.setsockopt(zmq.LINGER, 200)
    socket.setsockopt(zmq.MAXMSGSIZE, LARGEST)
    socket.setsockopt(zmq.RECONNECT_IVL_MAX, 1000)
    socket.connect(endpoint)
    return socket


def listen(
    endpoint: str, topics: Sequence[str] = ("event.",), curve: Curve | None = None
) -> Iterator[Item]:
    """Whatever is broadcast from now on; topics are prefixes such as "event.CONSULT.".
    Holes are seen only by who listens to all events: for others every number is a hole."""
    everything = any("event.".startswith(topic) for topic in topics)

    def subscribed() -> zmq.Socket[bytes]:
        socket = _socket(zmq.SUB, endpoint, curve)
        for topic in (*topics, "control.heartbeat"):
            socket.subscribe(topic)
        return socket

    socket = subscribed()
    epoch: str | None = None
    reached = 0
    try:
        while True:
            # A heartbeat comes each second, or nobody is there, or the connection is no good.
            if not socket.poll(int(SILENCE * 1000)):
                socket.close()
                socket = subscribed()
                continue
            topic_frame, position, *rest = socket.recv_multipart()
            place = json.loads(position)
            sequence = int(place["sequence"])
            is_event = topic_frame.startswith(b"event.")
            # What a heartbeat names was sent before it, and so was all before an event.
            before = sequence - 1 if is_event else sequence
            if place["epoch"] != epoch:
                if epoch is not None:
                    yield NewEpoch(epoch, place["epoch"], before)
                epoch, reached = place["epoch"], before
            if everything and before > reached:
                yield Hole(epoch, reached + 1, before)
            if is_event and (sequence > reached or not everything):
                yield Event(epoch, sequence, json.loads(rest[0]))
            reached = max(reached, sequence)
    finally:
        socket.close()


class _Conversation:
    """One socket that speaks FOLLOW."""

    def __init__(self, endpoint: str, header: dict[str, Any], curve: Curve | None) -> None:
        self.socket = _socket(zmq.DEALER, endpoint, curve)
        self.heard = self.said = time.monotonic()
        self.send("FOLLOW", header)

    def send(self, kind: str, header: dict[str, Any]) -> None:
        self.said = time.monotonic()
        try:
            self.socket.send_multipart(
                [MAGIC, kind.encode(), json.dumps(header).encode()], zmq.DONTWAIT
            )
        except zmq.Again:
            pass  # The silence that follows is noticed.

    def receive(self) -> tuple[str, dict[str, Any], list[bytes]] | None:
        """The next message; None when the daemon has been silent for too long."""
        # What the caller did meanwhile is no silence of the daemon's.
        self.heard = time.monotonic()
        while (now := time.monotonic()) - self.heard < SILENCE:
            if now - self.said >= PING:
                self.send("PING", {"reason": ""})
            if self.socket.poll(200):
                frames = self.socket.recv_multipart()
                if len(frames) < 3 or frames[0] != MAGIC:
                    raise ChanceryError("this is no follow socket of Chancery's")
                return frames[1].decode(), json.loads(frames[2]), frames[3:]
        return None

    def close(self) -> None:
        self.send("END", {"reason": ""})
        self.socket.close()


class Follower:
    """The log from a place on, and then live; connects again for ever.

    `epoch` and `after` say where it is; they move when the next event is asked for, that is, when
    the one before is done with. Store an event's epoch and sequence together with what it led to,
    give them back at the next start, and each event counts exactly once.

    `filter` has any of the keys types, actors, countries, statuses and minimumConfidence.
    """

    def __init__(
        self,
        endpoint: str,
        after: int | None = 0,
        epoch: str | None = None,
        filter: dict[str, Any] | None = None,
        credit: int = 500,
        curve: Curve | None = None,
    ) -> None:
        self.curve = curve
        self.endpoint, self.epoch, self.credit = endpoint, epoch, credit
        self.after = after  # None: begin with what comes next
        self.filter = filter or {}

    def __iter__(self) -> Iterator[Item]:
        wait = 1.0
        while True:
            header: dict[str, Any] = {"filter": self.filter, "credit": self.credit}
            if self.after is not None:
                header["after"] = self.after
            if self.epoch is not None:
                header["epoch"] = self.epoch
            conversation = _Conversation(self.endpoint, header, self.curve)
            began = time.monotonic()
            try:
                yield from self._converse(conversation)
            finally:
                conversation.close()
            if time.monotonic() - began > 10:
                wait = 1.0
            time.sleep(wait)
            wait = min(wait * 2, 30.0)

    def _converse(self, conversation: _Conversation) -> Iterator[Item]:
        used = 0
        while (message := conversation.receive()) is not None:
            kind, header, bodies = message
            if kind == "FOLLOWING":
                self.epoch = header["epoch"]
                # From now on the daemon misses us when we are not heard.
                conversation.send("PING", {"reason": ""})
                if self.after is None:
                    self.after = header["last"]
            elif kind == "BATCH":
                if self.after is None or header["epoch"] != self.epoch:
                    raise ChanceryError("events of a log that was not asked for")
                for body in bodies:
                    event = json.loads(body)
                    yield Event(header["epoch"], event["sequence"], event)
                    self.after = event["sequence"]
                self.after = max(self.after, header["through"])
                used += len(bodies)
                if used > self.credit // 2:
                    conversation.send("CREDIT", {"credit": used})
                    used = 0
            elif kind in ("EPOCH", "EXPIRED"):
                place = header["epoch"], header["first"] - 1
                if kind == "EPOCH":
                    yield NewEpoch(self.epoch or "", *place)
                else:
                    yield Hole(place[0], (self.after or 0) + 1, place[1])
                self.epoch, self.after = place
                return
            elif kind in ("REFUSED", "END"):
                return


def fill(
    endpoint: str, epoch: str, first: int, last: int, curve: Curve | None = None
) -> Iterator[Event]:
    """Entries first to last of an epoch, from the log. Raises EpochGone or Expired."""
    start = {"after": first - 1, "epoch": epoch, "credit": min(max(0, last - first + 1), 500)}
    conversation = _Conversation(endpoint, start, curve)
    try:
        through = first - 1
        while through < last:
            message = conversation.receive()
            if message is None:
                raise ConnectionError(f"the daemon at {endpoint} is silent")
            kind, header, bodies = message
            if kind == "BATCH":
                for event in map(json.loads, bodies):
                    if event["sequence"] <= last:
                        yield Event(epoch, event["sequence"], event)
                through = header["through"]
                if bodies and through < last:
                    conversation.send("CREDIT", {"credit": len(bodies)})
            elif kind in ("FOLLOWING", "HEARTBEAT") and header["last"] < last:
                raise ChanceryError(f"the log ends with {header['last']}")
            elif kind == "EPOCH":
                raise EpochGone(f"the log's epoch is {header['epoch']}")
            elif kind == "EXPIRED":
                raise Expired(header["first"])
            elif kind in ("REFUSED", "END"):
                raise ChanceryError(header["reason"])
    finally:
        conversation.close()


def submit(
    endpoint: str, article: dict[str, Any], timeout: float = 10.0, curve: Curve | None = None
) -> dict[str, Any]:
    """Hands an article in. The answer has a status, and retryAfter if it is to be tried again."""
    socket = _socket(zmq.REQ, endpoint, curve)
    try:
        socket.send(json.dumps(article).encode())
        if not socket.poll(int(timeout * 1000)):
            raise TimeoutError(f"no answer from {endpoint} within {timeout} s")
        answer: dict[str, Any] = json.loads(socket.recv())
        return answer
    finally:
        socket.close(linger=0)
