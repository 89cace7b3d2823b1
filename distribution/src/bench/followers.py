"""Many who follow events, and a few of them that stall."""
import http.client
import json
import os
import re
import select
import socket
import time

from sessions import Reeve

NUMBER = re.compile(rb"^id: ?(\d+)\r?$", re.M)
GAP = re.compile(rb"^event: ?gap", re.M)


def connect(path):
    connection = http.client.HTTPConnection("localhost")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(path))
    return connection


class Ear:
    """One follower: what it has seen, as it comes."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(path))
        self.socket.sendall(b"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.socket.setblocking(False)
        self.rest, self.last, self.holes, self.events, self.gaps = b"", None, 0, 0, 0

    def hear(self):
        """Whether there may be more."""
        try:
            block = self.socket.recv(1 << 18)
        except BlockingIOError:
            return True
        whole, _, self.rest = (self.rest + block).rpartition(b"\n")
        self.gaps += len(GAP.findall(whole))
        for number in map(int, NUMBER.findall(whole)):
            if self.last is not None:
                self.holes += number != self.last + 1
                self.events += 1
            self.last = number
        return bool(block)


def measure(bench, followers=1000, stalled=10, services=100, rounds=20):
    with Reeve(bench, services) as session:
        path = session.folder / ".reeve/control.sock"
        time.sleep(3)
        before = session.memory()
        ears = [Ear(path) for _ in range(followers)]
        deaf, awake = ears[:stalled], ears[stalled:]
        poller = select.epoll()
        by_number = {ear.socket.fileno(): ear for ear in awake}
        for number in by_number:
            poller.register(number, select.EPOLLIN)
        ended = 0

        def listen(longest):
            nonlocal ended
            for number, _ in poller.poll(longest):
                if not by_number[number].hear():
                    poller.unregister(number)
                    ended += 1

        end = time.monotonic() + 30
        while any(ear.last is None for ear in awake) and time.monotonic() < end:
            listen(1)
        silent = sum(ear.last is None for ear in awake)
        joined, cpu, begun = session.memory(), session.cpu_ms(), time.monotonic()
        first = min(ear.last for ear in awake if ear.last is not None)
        for turn in range(rounds):
            answer = connect(path)
            answer.request("POST", "/v1/services/restart?wait=false",
                           json.dumps({"names": [f"s{id}" for id in range(services)]}),
                           {"Content-Type": "application/json"})
            told = answer.getresponse()
            if told.status not in (200, 202):
                print("restart:", told.status, told.read()[:300])
            last = time.monotonic() + (10 if turn == rounds - 1 else 1)
            while time.monotonic() < last:
                listen(0.2)
        newest = max(ear.last for ear in awake if ear.last is not None)
        behind = sum(ear.last != newest for ear in awake)
        after = session.memory()
        spent, took = session.cpu_ms() - cpu, time.monotonic() - begun
        events = newest - first
        print(f"{followers} followers, {stalled} stalled; load {os.getloadavg()[0]:.1f}")
        print(f"  {events} events in {took:.0f} s (the last 10 s are for the rest to come), {events * len(awake)} deliveries; "
              f"{spent / 1000:.1f} s of CPU, {spent * 1000 / max(1, events * len(awake)):.1f} µs each")
        print(f"  of the {len(awake)}: {silent} not answered, {ended} cut off, {behind} not at the end, "
              f"{sum(ear.holes for ear in awake)} holes, {sum(ear.gaps for ear in awake)} gaps told")
        print(f"  PSS in MiB: {before[1]:.1f} before, {joined[1]:.1f} with all followers, {after[1]:.1f} after")
        end = time.monotonic() + 5
        while time.monotonic() < end:
            for ear in deaf:
                ear.hear()
            time.sleep(0.01)
        print(f"  of the {stalled} stalled, read late: {sum(ear.holes > 0 for ear in deaf)} with a hole, "
              f"{sum(ear.gaps > 0 for ear in deaf)} told so, {sum(ear.last == newest for ear in deaf)} at the end now")
