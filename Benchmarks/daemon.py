#!/usr/bin/env python3
"""Measures the release binary from outside: start to ready, memory, idle CPU.

    Benchmarks/daemon.py [--binary .build/release/chancery] [--samples DIR] [--starts 10]
                         [--idle 20] [--format table|jsonl]
"""

import argparse
import json
import os
import pathlib
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
READY_LIMIT = 30.0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=str(ROOT / ".build/release/chancery"))
    parser.add_argument("--samples", help="a folder of articles to take in")
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--idle", type=float, default=20, help="seconds to be idle for")
    parser.add_argument("--settle", type=float, default=5, help="seconds without CPU that end work")
    parser.add_argument("--format", choices=["table", "jsonl"], default="table")
    parser.add_argument("--quick", action="store_true", help="2 starts, 2 s of idling")
    given = parser.parse_args()
    if given.quick:
        given.starts, given.idle, given.settle = 2, 2, 1
    return given


class Daemon:
    """A running daemon with directories of its own."""

    def __init__(self, binary, source):
        self.folder = tempfile.TemporaryDirectory(prefix="chy-")
        base = pathlib.Path(self.folder.name)
        for name in ("state", "run", "empty"):
            (base / name).mkdir(mode=0o700)
        config = base / "chancery.yaml"
        config.write_text(f"state: {base}/state\nruntime: {base}/run\n")
        command = [binary, "run", "--folder", str(source or base / "empty")]
        environment = dict(os.environ, CHANCERY_CONFIG=str(config))
        started = time.monotonic()
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            self.start_time = self.wait_until_ready(started)
        except BaseException:
            self.stop()
            raise
        # What else it says must not fill the pipe.
        self.drain = subprocess.Popen(
            ["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)

    def wait_until_ready(self, started):
        pipe = self.process.stderr.fileno()
        said = b""
        while time.monotonic() - started < READY_LIMIT:
            if not select.select([pipe], [], [], 1)[0]:
                continue
            more = os.read(pipe, 65536)
            now = time.monotonic()
            if not more:
                break
            said += more
            for line in said.split(b"\n")[:-1]:
                words = line.split()
                if b"msg=ready" in words or b'msg="ready"' in words:
                    return now - started
        text = said.decode(errors="replace")[-2000:]
        raise SystemExit(f"daemon.py: the daemon did not become ready; it said:\n{text}")

    def resident(self):
        """Resident set in KiB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
        raise SystemExit("daemon.py: the daemon has ended")

    def cpu(self):
        """User and system seconds so far."""
        text = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text()
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self, seconds, limit=600):
        """Waits until it has done nothing for some seconds."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            before = self.cpu()
            time.sleep(seconds)
            if self.cpu() - before < 0.02 * seconds:
                return
        raise SystemExit(f"daemon.py: the daemon is still busy after {limit} s")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stderr.close()
        if hasattr(self, "drain"):
            self.drain.wait()
        self.folder.cleanup()


def show(given, name, unit, values):
    middle, least, most = statistics.median(values), min(values), max(values)
    if given.format == "jsonl":
        figure = {"benchmark": "daemon", "variant": name, "unit": unit, "runs": len(values),
                  "chancery": {"median": middle, "min": least, "max": most}}
        print(json.dumps(figure), flush=True)
    else:
        print(f"  {name:<30}{middle:.4g} ({least:.4g}–{most:.4g}) {unit}", flush=True)


def main():
    given = arguments()
    if not os.access(given.binary, os.X_OK):
        sys.exit(f"daemon.py: no binary at {given.binary}; build it with: swift build -c release")
    starts = []
    for _ in range(given.starts):
        daemon = Daemon(given.binary, None)
        starts.append(daemon.start_time * 1000)
        daemon.stop()
    show(given, "start to ready", "ms", starts)

    daemon = Daemon(given.binary, None)
    try:
        daemon.settle(given.settle)
        show(given, "resident when idle", "MiB", [daemon.resident() / 1024])
        before, began = daemon.cpu(), time.monotonic()
        time.sleep(given.idle)
        share = (daemon.cpu() - before) / (time.monotonic() - began)
        show(given, "CPU when idle", "% of a core", [share * 100])
    finally:
        daemon.stop()

    if given.samples:
        daemon = Daemon(given.binary, given.samples)
        try:
            daemon.settle(given.settle)
            show(given, "resident after the samples", "MiB", [daemon.resident() / 1024])
        finally:
            daemon.stop()


if __name__ == "__main__":
    main()
