"""What a service prints, on its way into a file: MB/s to the last byte, and whether it is all there."""
import gzip
import http.client
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import json
import shutil
from pathlib import Path

from sessions import Reeve, until

LOADS = {
    "1 M lines of 64 bytes, 32 KiB a write": (1_000_000, 64, 32 * 1024),
    "1 M lines of 64 bytes, one a write": (1_000_000, 64, 0),
    "512 MiB of 1 KiB lines, one a write": (512 * 1024, 1024, 0),
    "512 MiB of 1 KiB lines, 32 KiB a write": (512 * 1024, 1024, 32 * 1024),
}
NUMBER = re.compile(rb'(\d{10})x')


def size_of(folder):
    """Of all files in there, whatever moves meanwhile."""
    total = 0
    for file in folder.iterdir():
        try:
            total += file.stat().st_size
        except FileNotFoundError:
            pass
    return total


class Keeper:
    """One that keeps the output of a writer in files of a folder."""

    def __init__(self, bench, load):
        self.bench = bench
        self.lines, self.length, _ = load
        self.folder = Path(tempfile.mkdtemp(prefix="reeve-bench-output-"))
        self.kept = self.folder / "kept"
        self.kept.mkdir()
        self.begun = self.folder / "begun"
        self.writer = [str(word) for word in (bench / "writer", self.begun, *load)]

    def grown_to(self):
        return self.lines * self.length

    def once(self):
        """MB/s of what was printed, from the writer's begin to the last byte in a file."""
        self.prepare()
        before = len(self.begun.read_text().split()) if self.begun.exists() else 0
        self.begin()
        last, quiet = -1, 0
        while True:
            now, size = time.monotonic_ns(), size_of(self.kept)
            if size != last:
                last, changed = size, now
            if size >= self.grown_to() and self.complete(now - changed):
                break
            if now - changed > 20e9:
                print(f"  {self.name}: stays at {size} bytes", flush=True)
                break
            time.sleep(0.002)
        begun = int(self.begun.read_text().split()[before])
        speed = self.lines * self.length / ((changed - begun) / 1e9) / 1e6
        self.finish()
        return speed

    def complete(self, unchanged):
        return True

    def missing(self):
        """How many lines are not there, or not in their place."""
        found, order = 0, 0
        for file in sorted(self.kept.iterdir(), key=self.age):
            opened = gzip.open(file) if file.suffix == ".gz" else open(file, "rb")
            with opened as lines:
                for line in lines:
                    number = NUMBER.search(line)
                    found += number is not None and int(number[1]) == order
                    order += 1
        return max(self.lines - found, order - self.lines)

    def age(self, file):
        return file.name in ("current", "w"), file.name

    def prepare(self):
        for file in self.kept.iterdir():
            file.unlink()

    def finish(self):
        pass

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Piped(Keeper):
    """A writer's pipe, and who reads it."""

    def begin(self):
        self.process = subprocess.Popen(self.writer, stdout=subprocess.PIPE)
        self.reader = subprocess.Popen(self.words(), stdin=self.process.stdout)
        self.process.stdout.close()

    def finish(self):
        self.process.wait()
        self.reader.wait()


class CopierKeeper(Piped):
    name = "C floor"

    def words(self):
        return [self.bench / "copier", self.kept / "w"]


class S6Keeper(Piped):
    name = "s6-log"

    def words(self):
        return ["s6-log", "n1000", "s10000000", str(self.kept)]


class SupervisordKeeper(Keeper):
    name, rotation = "supervisord", "0"

    def begin(self):
        settings = self.folder / "supervisord.conf"
        settings.write_text(f"""[supervisord]
nodaemon=true
logfile={self.folder}/supervisord.log
pidfile={self.folder}/supervisord.pid
[program:w]
command={" ".join(self.writer)}
autorestart=false
startsecs=0
stdout_logfile={self.kept}/w
stdout_logfile_maxbytes={self.rotation}
stdout_logfile_backups=1000
""")
        self.process = subprocess.Popen(["supervisord", "-n", "-c", str(settings)], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)

    def age(self, file):
        return -int(file.suffix[1:] or 0)

    def finish(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class SupervisordRotatingKeeper(SupervisordKeeper):
    name, rotation = "supervisord, 10 MB files", "10MB"


class ReeveKeeper(Keeper):
    """One supervisor for all rounds: the first one is that of a machine that is cold."""
    name, logs, following, options = "reeve", {}, False, ["--without-output"]

    def __init__(self, bench, load):
        super().__init__(bench, load)
        logs = {"stdout": str(self.kept / "w"), "stderr": str(self.folder / "stderr"), **self.logs}
        services = {"w": {"command": self.writer, "autostart": False, "restart": "never", "logs": logs}}
        (self.folder / "reeve.json").write_text(json.dumps({"services": services}))
        with open(self.folder / "told", "wb") as told:
            self.process = subprocess.Popen(
                [Reeve.program, "up", *self.options, "-f", "reeve.json"],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=told, stderr=subprocess.STDOUT)
        until(lambda: (self.folder / ".reeve/control.sock").exists(), "the control socket opens")
        time.sleep(1)
        self.seen = 0
        if self.following:
            threading.Thread(target=self.follow, daemon=True).start()

    def call(self, method, path):
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(str(self.folder / ".reeve/control.sock"))
        connection.request(method, path)
        return connection.getresponse()

    def follow(self):
        answer = self.call("GET", "/v1/services/w/logs?follow=true&lines=0")
        while block := answer.read1(1 << 16):
            self.seen += block.count(b"data:")

    def prepare(self):
        self.call("DELETE", "/v1/services/w/logs").read()

    def begin(self):
        answer = self.call("POST", "/v1/services/w/start?wait=false")
        if answer.status not in (200, 202):
            sys.exit(f"start: {answer.status} {answer.read()}")

    def finish(self):
        until(lambda: b'"running"' not in self.call("GET", "/v1/services/w").read(), "the writer ends", 0.05)

    def age(self, file):
        return file.name == "w", file.name

    def close(self):
        subprocess.run([Reeve.program, "down", "-q"], cwd=self.folder, stdout=subprocess.DEVNULL, check=False)
        self.process.wait(60)
        super().close()


class ReeveRotatingKeeper(ReeveKeeper):
    name, logs = "reeve, 10 MiB files", {"rotate": {"size": "10MiB", "keep": 1000, "compress": False}}


class ReeveJsonKeeper(ReeveKeeper):
    name, logs = "reeve, JSON lines", {"format": "json"}

    def complete(self, unchanged):
        # How long a line becomes is its own business: they are all there when nothing more comes.
        return unchanged > 1e9


class ReeveTimestampedKeeper(ReeveJsonKeeper):
    name, logs = "reeve, timestamps", {"format": "timestamped"}

    def age(self, file):
        return file.name == "w", file.name


class ReeveForegroundKeeper(ReeveKeeper):
    name, options = "reeve, shown by `up` in the foreground", []


class ReeveFollowedKeeper(ReeveKeeper):
    name, following = "reeve, with a follower", True


KEEPERS = [CopierKeeper, S6Keeper, SupervisordKeeper, SupervisordRotatingKeeper, ReeveKeeper, ReeveRotatingKeeper,
           ReeveTimestampedKeeper, ReeveJsonKeeper, ReeveFollowedKeeper, ReeveForegroundKeeper]


def measure(bench, rounds):
    """A table for each load: the middle one of the rounds, the first one, and how many lines are missing."""
    for what, load in LOADS.items():
        print(f"{what:<44}{'MB/s':>10}{'first':>10}{'missing':>10}", flush=True)
        for kind in KEEPERS:
            with kind(bench, load) as keeper:
                speeds = [keeper.once() for _ in range(rounds)]
                followed = f"   {keeper.seen} lines came to the follower" if getattr(keeper, "seen", 0) else ""
                print(f"  {kind.name:<42}{sorted(speeds)[len(speeds) // 2]:>10.0f}{speeds[0]:>10.0f}"
                      f"{keeper.missing():>10}{followed}", flush=True)
