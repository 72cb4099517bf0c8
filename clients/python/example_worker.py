#!/usr/bin/python3
"""A stage in Python, which classifies by keyword: example_worker.py ipc:///run/chancery/hub.sock"""

import hashlib
import json
import os
import signal
import sys
import time

import zmq

WORD, NAME = "called on", f"classify@{os.uname().nodename}-{os.getpid()}-{os.urandom(8).hex()}"
HELLO = {"conversation": 1, "stage": "classify", "takes": "chancery.candidates/2", "gives": "chancery.coded-article/1",
         "version": "example", "worker": NAME, "process": NAME[-16:], "instances": 1}  # fmt: skip


def classify(candidates: dict, text: str, progress) -> dict:
    info, at, events = candidates["info"], text.find(WORD), []
    outcome = candidates.get("outcome", "no-event")  # set already if an earlier stage settled it
    for index, sentence in enumerate(candidates["sentences"]):
        progress()
        start, end = sentence["span"]
        if "outcome" in candidates or not start <= at < end:
            continue
        actors = [{k: m[k] for k in ("entity", "name", "country", "resolvedBy", "sectors", "score") if k in m}
                  | {"text": text[slice(*m["span"])], "span": [x - start for x in m["span"]]}
                  for m in candidates["mentions"] if m["sentence"] == index]  # fmt: skip
        day, span, outcome = info["published"][:10], [at - start, at - start + len(WORD)], "events"
        place = {"sentence": text[start:end], "sentenceIndex": index, "trigger": WORD, "triggerSpan": span}
        events = [{"schema": "chancery.event/1", "id": "ev1-" + hashlib.sha256(f"{info['contentHash']} {at}".encode()).hexdigest()[:26],  # as in any attempt
                   "revision": 1, "change": "new", "type": "REQUEST", "contexts": [], "status": "occurred",
                   "quadScheme": "plover-2", "sources": actors[:1], "targets": actors[1:2], "mediators": [], "confidence": 0.5,
                   "date": {"start": day, "end": day, "granularity": "day", "basis": info["publishedBasis"]},
                   "evidence": place | {"offset": start, "explanation": ["keyword"]}, "article": {k: info[k] for k in ("id", "language")},
                   "mentions": [place | {"article": info["id"], "status": "occurred"}],
                   "coder": {"version": "example", "model": "keyword", "lexicon": "none"}}]  # fmt: skip
    return {"schema": HELLO["gives"], "info": info, "outcome": outcome, "events": events}


def main(endpoint: str) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    hub, welcome, heard, said = None, False, -9.0, 0.0

    def say(command: bytes, header: dict | None = None, task: bytes = b"", attempt: bytes = b"") -> None:
        nonlocal said
        said = time.monotonic()
        hub.send_multipart([b"CHY1", command, task, attempt, json.dumps(header).encode() if header else b"", b""])

    try:
        while True:
            if not (hub and hub.poll(1000)):
                if time.monotonic() - heard < 5:
                    say(b"PING")
                else:  # the hub answers each PING, or this connection is no good any more
                    hub, welcome, heard = hub and hub.close(0) or zmq.Context.instance().socket(zmq.DEALER), False, time.monotonic()
                    hub.connect(endpoint)
                    say(b"HELLO", HELLO)
                continue
            _, command, task, attempt, header, body = hub.recv_multipart()
            heard = time.monotonic()
            if command == b"WELCOME":
                welcome = welcome or not say(b"READY", {"credit": 1})
            elif command == b"BYE" and (welcome or b"unknown" not in header):
                time.sleep(0 if b"unknown" in header else 1)
                welcome = say(b"HELLO", HELLO)
            elif command == b"PING":
                say(b"PONG")
            elif command == b"TASK":
                progress = lambda ids=(task, attempt): time.monotonic() - said < 1 or say(b"PROGRESS", None, *ids)
                try:
                    say(b"DONE", classify(json.loads(header), body.decode(), progress), task, attempt)
                except (KeyError, ValueError) as error:
                    say(b"FAIL", {"scope": "article", "reason": repr(error)}, task, attempt)
    finally:
        say(b"BYE", {"code": "stopping", "reason": "the worker stops"})


if __name__ == "__main__":
    main(sys.argv[1])
