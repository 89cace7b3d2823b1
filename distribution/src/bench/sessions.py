"""Supervisors with children in a folder of their own, to be measured."""
import json
import os
import random
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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

    def used_ms(self):
        """CPU of all its threads, also of those that have ended; in steps of a hundredth of a second."""
        fields = Path(f"/proc/{self.supervisor.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

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

    def door(self):
        return self.folder / ".reeve/control.sock"

    def command(self):
        services = {f"s{id}": {"command": [str(self.bench / "child"), str(self.stamps), str(id)]}
                    for id in range(self.count)}
        fast = {"policy": "always", "max_attempts": -1, "backoff": {"initial": "0s"}}
        (self.folder / "reeve.json").write_text(json.dumps({"defaults": {"restart": fast}, "services": services}))
        return [self.program, "up", "-f", "reeve.json"]
