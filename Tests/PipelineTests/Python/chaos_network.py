"""A network of its own, with something bad in its middle.

    unshare --net chaos_network.py PLAN      PLAN is a file, and this process in the middle
    unshare --net chaos_network.py --check   says what this machine does not let us do

The plan is JSON: `places`, the names of the hosts; `links` (`name`, `client`, `server`: places;
`port`, `distance` in seconds), and `faults` (`number`, `link`, `at`, `kind`, `way`, `seconds`, and what else the kind
needs; see chaos_proxy). Each place is a network namespace, joined to the middle by a cable and to
nobody else: what one place says to another goes through the proxy, or nowhere.

Prints JSON Lines, each with `time`: first `ready` with the process id of each place, by which one
enters it, and the address of the proxy there; then what happens. The first fault's clock starts
when the file PLAN.go appears. Ends, and the network with it, when its parent does.
"""

import asyncio
import json
import os
import subprocess
import sys
import time

from chaos_proxy import Link


def say(**what):
    print(json.dumps({"time": time.time(), **what}), flush=True)


def ip(*arguments, inside=None):
    enter = ["nsenter", f"--net=/proc/{inside}/ns/net"] if inside else []
    subprocess.run([*enter, "ip", *arguments], check=True, capture_output=True, text=True)


def namespace(path="self"):
    return os.readlink(f"/proc/{path}/ns/net")


class Place:
    """A network namespace; it lives as long as the process in it, which ends with us."""

    def __init__(self, number):
        self.near, self.far = f"198.18.{number}.1", f"198.18.{number}.2"
        self.holder = subprocess.Popen(
            ["unshare", "--net", "cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while namespace(self.holder.pid) == namespace():
            if self.holder.poll() is not None or time.monotonic() > deadline:
                raise OSError("cannot make a network namespace")
            time.sleep(0.01)
        pid, cable = str(self.holder.pid), f"cable{number}"
        ip("link", "add", cable, "type", "veth", "peer", "name", "uplink", "netns", pid)
        ip("address", "add", f"{self.near}/24", "dev", cable)
        ip("link", "set", cable, "up")
        ip("address", "add", f"{self.far}/24", "dev", "uplink", inside=pid)
        ip("link", "set", "uplink", "up", inside=pid)
        ip("link", "set", "lo", "up", inside=pid)

    def end(self):
        self.holder.stdin.close()
        self.holder.wait()


async def happen(links, faults, go):
    while not os.path.exists(go):
        await asyncio.sleep(0.01)
    loop = asyncio.get_running_loop()
    begin = loop.time()
    say(what="go")
    under_way = []
    for fault in sorted(faults, key=lambda fault: fault["at"]):
        await asyncio.sleep(max(0.0, begin + fault["at"] - loop.time()))
        under_way.append(asyncio.ensure_future(links[fault["link"]].suffer(fault)))
    await asyncio.gather(*under_way)
    say(what="over")


async def carry(plan, places, go):
    parent = os.getppid()
    links = {}
    for link in plan["links"]:
        here = (places[link["client"]].near, link["port"])
        there = (places[link["server"]].far, link["port"])
        links[link["name"]] = Link(link["name"], here, there, link["distance"], say)
    tasks = [asyncio.ensure_future(link.serve()) for link in links.values()]
    tasks.append(asyncio.ensure_future(happen(links, plan["faults"], go)))
    say(what="ready",
        places={name: place.holder.pid for name, place in places.items()},
        proxies={link["name"]: links[link["name"]].here[0] for link in plan["links"]})
    while os.getppid() == parent:
        await asyncio.sleep(0.2)
        for task in tasks:
            if task.done() and task.exception():
                raise task.exception()


def main():
    check = sys.argv[1:] == ["--check"]
    plan = {"places": ["here", "there"]} if check else json.load(open(sys.argv[1]))
    places = {}
    try:
        ip("link", "set", "lo", "up")
        for number, name in enumerate(plan["places"], 1):
            places[name] = Place(number)
        if not check:
            asyncio.run(carry(plan, places, sys.argv[1] + ".go"))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(error.cmd)}: {error.stderr.strip()}")
    except OSError as error:
        sys.exit(f"{error}")
    finally:
        for place in places.values():
            place.end()


main()
