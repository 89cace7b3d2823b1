#!/usr/bin/env python3
"""Measures Reeve beside a C floor that does the least, in turns, and prints figures and ratios.

    bench.py [--reeve PATH/TO/bin/reeve] [--rounds 3] [--only start,restart,idle,stop,control] [--sizes 1,100,1000]

Children are small static C programs that stamp their own start; ends are seen by pidfd. Absolute figures drift with
the machine: compare ratios. Needs gcc and Linux.
"""
import argparse
import http.client
import json
import os
import random
import select
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAMP = struct.Struct("=qii")
PATIENCE = 120


def until(predicate, what, every=0.0005):
    end = time.monotonic() + PATIENCE
    while not predicate():
        if time.monotonic() > end:
            sys.exit(f"{what}: not within {PATIENCE} s")
        time.sleep(every)


class Session:
    """One supervisor with N children in a folder of its own."""

    def __init__(self, bench, count):
        self.bench, self.count = bench, count
        self.folder = Path(tempfile.mkdtemp(prefix="reeve-bench-"))
        self.stamps = self.folder / "stamps"
        self.stamps.touch()
        command = self.command()
        with open(self.folder / "out", "wb") as out:
            self.begun = time.monotonic_ns()
            self.supervisor = subprocess.Popen(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out,
                                               stderr=subprocess.STDOUT)
        until(lambda: self.started() >= count or self.supervisor.poll() is not None, f"{count} children start")
        if self.supervisor.poll() is not None:
            sys.exit("the supervisor has ended: " + (self.folder / "out").read_text()[-2000:])

    def started(self):
        return self.stamps.stat().st_size // STAMP.size

    def records(self):
        data = self.stamps.read_bytes()
        return list(STAMP.iter_unpack(data[:len(data) // STAMP.size * STAMP.size]))

    def start_ms(self):
        """From the supervisor's launch to the last child's start."""
        return (max(nanos for nanos, _, _ in self.records()[:self.count]) - self.begun) / 1e6

    def latest(self):
        return {id: pid for _, pid, id in self.records()}

    def restarts_ms(self, kills):
        """From SIGKILL to the successor's start."""
        times = []
        for _ in range(kills):
            id, pid = random.choice(list(self.latest().items()))
            before = self.started()
            time.sleep(random.uniform(0.02, 0.06))
            killed = time.monotonic_ns()
            os.kill(pid, signal.SIGKILL)
            until(lambda: self.started() > before, "the successor starts")
            times.append((self.records()[before][0] - killed) / 1e6)
        return times

    def memory(self):
        """RSS and PSS in MiB."""
        rollup = Path(f"/proc/{self.supervisor.pid}/smaps_rollup").read_text()
        kib = {line.split(":")[0]: int(line.split()[1]) for line in rollup.splitlines() if " kB" in line}
        return kib["Rss"] / 1024, kib["Pss"] / 1024

    def cpu_ms(self):
        total = 0
        for task in Path(f"/proc/{self.supervisor.pid}/task").iterdir():
            try:
                total += int((task / "schedstat").read_text().split()[0])
            except OSError:
                pass  # the thread has ended
        return total / 1e6

    def stop_ms(self):
        """From SIGTERM to the last child's end, and to the supervisor's."""
        poller = select.epoll()
        handles = []
        for pid in self.latest().values():
            handle = os.pidfd_open(pid)
            handles.append(handle)
            poller.register(handle, select.EPOLLIN)
        asked = time.monotonic_ns()
        self.supervisor.send_signal(signal.SIGTERM)
        left = len(handles)
        while left:
            for handle, _ in poller.poll(PATIENCE):
                poller.unregister(handle)
                left -= 1
        children = (time.monotonic_ns() - asked) / 1e6
        self.supervisor.wait(PATIENCE)
        whole = (time.monotonic_ns() - asked) / 1e6
        for handle in handles:
            os.close(handle)
        return children, whole

    def close(self):
        if self.supervisor.poll() is None:
            self.supervisor.send_signal(signal.SIGTERM)
            try:
                self.supervisor.wait(30)
            except subprocess.TimeoutExpired:
                self.supervisor.kill()
                self.supervisor.wait()
        for pid in self.latest().values():
            try:
                if str(self.stamps) in Path(f"/proc/{pid}/cmdline").read_text():
                    os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Floor(Session):
    name = "floor"

    def command(self):
        return [self.bench / "floor", str(self.count), self.bench / "child", self.stamps]


class Reeve(Session):
    name = "reeve"
    program = None

    def command(self):
        services = {f"s{id}": {"command": [str(self.bench / "child"), str(self.stamps), str(id)]}
                    for id in range(self.count)}
        fast = {"policy": "always", "max_attempts": -1, "backoff": {"initial": "0s"}}
        (self.folder / "reeve.json").write_text(json.dumps({"defaults": {"restart": fast}, "services": services}))
        return [self.program, "up", "-f", "reeve.json"]

    def calls_per_second(self, seconds=3):
        """Status of all services, over one connection to the control socket."""
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(str(self.folder / ".reeve/control.sock"))
        calls, cpu, begun = 0, self.cpu_ms(), time.monotonic()
        while time.monotonic() < begun + seconds:
            connection.request("GET", "/v1/services?limit=100")
            answer = connection.getresponse()
            if answer.status != 200 or not answer.read():
                sys.exit(f"the control socket answers {answer.status}")
            calls += 1
        return calls / (time.monotonic() - begun), (self.cpu_ms() - cpu) * 1000 / calls

    def command_line_ms(self, times=10):
        taken = []
        for _ in range(times):
            begun = time.monotonic_ns()
            subprocess.run([self.program, "status"], cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
            taken.append((time.monotonic_ns() - begun) / 1e6)
        return taken


def middle(values):
    return statistics.median(values) if values else float("nan")


def row(what, figures, unit):
    """One line: the floor's figure, ours, and the ratio of the two."""
    floor, reeve = middle(figures["floor"]), middle(figures["reeve"])
    ratio = f"{reeve / floor:8.2f}" if floor > 0.05 else "       –"
    spread = f"{min(figures['reeve']):.1f}–{max(figures['reeve']):.1f}"
    print(f"{what:<44}{floor:>12.2f}{reeve:>12.2f} {unit:<4}{ratio}   {spread}", flush=True)


def measure(bench, options):
    print(f"{'':<44}{'floor':>12}{'reeve':>12} {'':<4}{'ratio':>8}   reeve min–max")
    only = options.only.split(",")
    sizes = [int(size) for size in options.sizes.split(",")]
    if "start" in only:
        for count in sizes:
            both(bench, options, count, f"start of {count}", lambda session: session.start_ms(), "ms")
    if "restart" in only:
        figures = {"floor": [], "reeve": []}
        for _ in range(options.rounds):
            for kind in (Floor, Reeve):
                with kind(bench, 100) as session:
                    time.sleep(1)
                    figures[kind.name] += session.restarts_ms(options.kills)
        row("SIGKILL to successor, N=100, p50", figures, "ms")
        row("SIGKILL to successor, N=100, p99",
            {name: [statistics.quantiles(values, n=100)[98]] for name, values in figures.items()}, "ms")
    if "idle" in only:
        for count in sizes:
            idle(bench, count)
    if "stop" in only:
        for count in sizes[1:]:
            both(bench, options, count, f"stop of {count}, last child", lambda session: session.stop_ms()[0], "ms")
            both(bench, options, count, f"stop of {count}, whole tree", lambda session: session.stop_ms()[1], "ms")
    if "control" in only:
        with Reeve(bench, 100) as session:
            time.sleep(2)
            calls, cpu = session.calls_per_second()
            print(f"status of 100 over one connection: {calls:.0f} calls/s, {cpu:.0f} µs of CPU each")
            print(f"`reeve status`: {middle(session.command_line_ms()):.0f} ms")


def both(bench, options, count, what, ask, unit):
    figures = {"floor": [], "reeve": []}
    for _ in range(options.rounds):
        for kind in (Floor, Reeve):
            with kind(bench, count) as session:
                figures[kind.name].append(ask(session))
    row(what, figures, unit)


def idle(bench, count, seconds=20):
    rss, pss, cpu = ({"floor": [], "reeve": []} for _ in range(3))
    for kind in (Floor, Reeve):
        with kind(bench, count) as session:
            time.sleep(8)
            before = session.cpu_ms()
            time.sleep(seconds)
            cpu[kind.name].append(session.cpu_ms() - before)
            resident, proportional = session.memory()
            rss[kind.name].append(resident)
            pss[kind.name].append(proportional)
    row(f"idle with {count}: RSS", rss, "MiB")
    row(f"idle with {count}: PSS", pss, "MiB")
    row(f"idle with {count}: CPU in {seconds} s", cpu, "ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reeve", default=HERE.parent.parent / "target/reeve/bin/reeve", type=Path)
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--kills", default=50, type=int, help="a round")
    parser.add_argument("--only", default="start,restart,idle,stop,control")
    parser.add_argument("--sizes", default="1,100,1000")
    options = parser.parse_args()
    Reeve.program = str(options.reeve.resolve())
    bench = Path(tempfile.mkdtemp(prefix="reeve-bench-programs-"))
    try:
        for name in ("floor", "child"):
            subprocess.run(["gcc", "-O2", "-static", "-o", bench / name, HERE / f"{name}.c"], check=True)
        measure(bench, options)
    finally:
        shutil.rmtree(bench)


if __name__ == "__main__":
    main()
