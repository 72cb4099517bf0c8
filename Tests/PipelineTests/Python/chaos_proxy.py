"""Links between places that can be made bad in every way TCP knows, and a few it does not.

A link listens for one client and connects each of its connections to one server. What goes wrong:

delay      bytes come late, in order: each piece between the fault's two `latency` figures
stall      the connections that stand pass nothing on for a while; then everything comes
half-open  the connections that stand pass nothing on any more, unread or swallowed, and are reset
           when the fault ends; new ones work
reset      the connections that stand are reset, on both sides
garbage    bytes that do not belong there come in between
partition  nothing passes, on old and new connections, for a while; then everything comes

`way` says for which direction: up (from the client), down, or both.
"""

import asyncio
import random
import socket
import struct

CHUNK = 64 * 1024
# What a server sends at least before its first word of its own: ZMTP's greeting and CURVE's part.
HANDSHAKE = 420


def abort(connection):
    """Closes a socket so that its peer sees a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


class Way:
    """One direction of a connection: reads from `source`, and writes to `sink` when it may."""

    def __init__(self, source, sink, latency, spoke):
        self.source, self.sink = source, sink
        self.latency, self.spoke = latency, spoke
        self.open = asyncio.Event()
        self.open.set()
        self.swallows = False
        self.passed = 0
        self.queue = asyncio.Queue(maxsize=64)

    def hold(self):
        self.open.clear()

    def release(self):
        self.open.set()

    async def read(self):
        loop = asyncio.get_running_loop()
        due = 0.0
        while True:
            await self.open.wait()
            chunk = await loop.sock_recv(self.source, CHUNK)
            due = max(due, loop.time() + self.latency())
            await self.queue.put((due, chunk))
            if not chunk:
                return

    async def write(self):
        loop = asyncio.get_running_loop()
        while True:
            due, chunk = await self.queue.get()
            if (wait := due - loop.time()) > 0:
                await asyncio.sleep(wait)
            await self.open.wait()
            if self.swallows:
                continue
            if not chunk:
                self.sink.shutdown(socket.SHUT_WR)
                return
            await loop.sock_sendall(self.sink, chunk)
            self.passed += len(chunk)
            self.spoke(self)

    def put_in(self, garbage):
        """Has bytes come next, whatever is on its way."""
        try:
            self.queue.put_nowait((0.0, garbage))
            return True
        except asyncio.QueueFull:
            return False


class Connection:
    def __init__(self, client, server, latency, spoke):
        self.client, self.server = client, server
        self.up = Way(client, server, latency, lambda way: None)
        self.down = Way(server, client, latency, spoke)
        self.task = None

    def ways(self, which):
        return {"up": [self.up], "down": [self.down]}.get(which, [self.up, self.down])

    async def run(self):
        tasks = [asyncio.ensure_future(part) for way in self.ways("both")
                 for part in (way.read(), way.write())]
        try:
            await asyncio.gather(*tasks)
            self.client.close()
            self.server.close()
        except (OSError, asyncio.CancelledError):
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            abort(self.client)
            abort(self.server)

    def reset(self):
        self.task.cancel()


class Link:
    """Everything between one client and one server, which are `distance` seconds apart."""

    def __init__(self, name, here, there, distance, say):
        self.name, self.here, self.there, self.say = name, here, there, say
        self.distance = distance
        self.connections = set()
        self.waiting = set()
        self.passable = asyncio.Event()
        self.passable.set()
        self.late = None

    async def serve(self):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(self.here)
        listener.listen(64)
        listener.setblocking(False)
        loop = asyncio.get_running_loop()
        while True:
            client, _ = await loop.sock_accept(listener)
            self.say(what="connected", link=self.name)
            task = asyncio.ensure_future(self.carry(client))
            self.waiting.add(task)
            task.add_done_callback(self.waiting.discard)

    def latency(self):
        return random.uniform(*self.late) if self.late else self.distance

    def spoke(self, way):
        if way.passed > HANDSHAKE:
            way.spoke = lambda way: None
            self.say(what="answered", link=self.name)

    async def carry(self, client):
        await self.passable.wait()
        client.setblocking(False)
        server = socket.socket()
        server.setblocking(False)
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            await asyncio.get_running_loop().sock_connect(server, self.there)
        except OSError:
            abort(client)
            server.close()
            return
        connection = Connection(client, server, self.latency, self.spoke)
        if not self.passable.is_set():
            for way in connection.ways("both"):
                way.hold()
        self.connections.add(connection)
        connection.task = asyncio.ensure_future(connection.run())
        await asyncio.wait([connection.task])
        self.connections.discard(connection)

    async def suffer(self, fault):
        """Has a fault happen from its begin to its end; says when, and how many it hit."""
        hit = list(self.connections)
        ways = [way for connection in hit for way in connection.ways(fault["way"])]
        kind, seconds = fault["kind"], fault["seconds"]

        def said(what):
            self.say(what=what, link=self.name, fault=fault["number"], hit=len(hit))

        if kind == "delay":
            self.late = fault["latency"]
        elif kind == "partition":
            self.passable.clear()
        elif kind == "garbage":
            garbage = bytes.fromhex(fault["garbage"])
            hit = [way for way in ways if way.put_in(garbage)]
        elif kind == "reset":
            for connection in hit:
                connection.reset()
        if kind in ("stall", "half-open", "partition"):
            for way in ways:
                # What is swallowed is read: the sender believes that it arrived.
                if fault.get("swallows"):
                    way.swallows = True
                else:
                    way.hold()
        said("begin")
        await asyncio.sleep(seconds)
        if kind == "delay":
            self.late = None
        elif kind == "partition":
            self.passable.set()
            # Those that came between are held as well.
            ways = [way for connection in self.connections for way in connection.ways("both")]
        if kind == "half-open":
            for connection in hit:
                connection.reset()
        else:
            for way in ways:
                way.release()
        said("end")
