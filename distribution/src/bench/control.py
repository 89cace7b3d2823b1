"""Calls to the control socket, beside supervisord's XML-RPC over its own, one after another on a kept connection."""
import http.client
import json
import socket
import statistics
import subprocess
import sys
import time
import xmlrpc.client

from sessions import Reeve, Session, until


def connect(path):
    connection = http.client.HTTPConnection("localhost")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(path))
    return connection


class Crashing(Reeve):
    """Children that end after a tenth of a second, and are started again a tenth later."""
    crash = ["sh", "-c", "sleep 0.1; exit 1"]

    def command(self):
        restart = {"policy": "always", "max_attempts": -1, "backoff": {"initial": "100ms", "max": "100ms"}}
        services = {f"s{id}": {"command": self.crash} for id in range(self.count)}
        (self.folder / "reeve.json").write_text(json.dumps({"defaults": {"restart": restart}, "services": services}))
        return [self.program, "up", "--without-output", "-f", "reeve.json"]

    def started(self):
        return self.count if (self.folder / ".reeve/control.sock").exists() else 0


class Supervisord(Session):
    name = "supervisord"

    def command(self):
        programs = "".join(f"""[program:s{id}]
command={self.bench}/child {self.stamps} {id}
startsecs=0
""" for id in range(self.count))
        (self.folder / "supervisord.conf").write_text(f"""[supervisord]
nodaemon=true
logfile={self.folder}/supervisord.log
pidfile={self.folder}/supervisord.pid
childlogdir={self.folder}
[unix_http_server]
file={self.folder}/control.sock
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
{programs}""")
        return ["supervisord", "-n", "-c", self.folder / "supervisord.conf"]


class CrashingSupervisord(Supervisord):
    def command(self):
        command = super().command()
        settings = self.folder / "supervisord.conf"
        text = settings.read_text()
        for id in range(self.count):
            text = text.replace(f"command={self.bench}/child {self.stamps} {id}\n",
                                "command=sh -c 'sleep 0.1; exit 1'\nautorestart=true\nstartretries=1000000\n")
        settings.write_text(text)
        return command

    def started(self):
        return self.count if (self.folder / "control.sock").exists() else 0


def calls(connect_again, method, path, body, seconds):
    """Calls a second, and the times of each in ms; a connection is kept as long as the other side keeps it."""
    connection, taken, connects = connect_again(), [], 1
    end = time.monotonic() + seconds
    headers = {"Content-Type": "text/xml"} if body else {}
    begun = time.monotonic()
    while time.monotonic() < end:
        at = time.perf_counter_ns()
        if connection.sock is None:
            connection = connect_again()
            connects += 1
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        if not answer.read() or answer.status != 200:
            sys.exit(f"{path}: {answer.status}")
        taken.append((time.perf_counter_ns() - at) / 1e6)
    return len(taken) / (time.monotonic() - begun), taken, connects


def row(what, result):
    rate, taken, connects = result
    cuts = statistics.quantiles(taken * 2, n=100)
    print(f"  {what:<52}{rate:>9.0f}{cuts[49]:>9.2f}{cuts[98]:>9.2f}{max(taken):>9.2f}{connects:>7}", flush=True)
    return rate


def measure(bench, count=100, seconds=5):
    for when, ours, theirs in (("idle", Reeve, Supervisord), ("in a crash loop", Crashing, CrashingSupervisord)):
        print(f"{f'{count} services, {when}':<54}{'calls/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'conns':>7}")
        rates = {}
        with ours(bench, count) as session:
            until(lambda: (session.folder / ".reeve/control.sock").exists(), "the control socket opens")
            time.sleep(3)
            door = lambda: connect(session.folder / ".reeve/control.sock")
            calls(door, "GET", "/v1/services/s7", None, 2)
            for kind, path in (("one", "/v1/services/s7"), ("all", f"/v1/services?limit={count}")):
                rates[kind] = row(f"reeve: GET {path}", calls(door, "GET", path, None, seconds))
        with theirs(bench, count) as session:
            until(lambda: (session.folder / "control.sock").exists(), "supervisord's socket opens")
            time.sleep(3)
            door = lambda: connect(session.folder / "control.sock")
            for kind, method, words in (("one", "getProcessInfo", ("s7",)), ("all", "getAllProcessInfo", ())):
                body = xmlrpc.client.dumps(words, "supervisor." + method).encode()
                rate = row(f"supervisord: {method}", calls(door, "POST", "/RPC2", body, seconds))
                print(f"  {f'ratio, {kind}':<52}{rates[kind] / rate:>9.1f}")
    with Reeve(bench, count) as session:
        time.sleep(2)
        taken = []
        for _ in range(10):
            begun = time.monotonic_ns()
            subprocess.run([Reeve.program, "status"], cwd=session.folder, check=True, stdout=subprocess.DEVNULL)
            taken.append((time.monotonic_ns() - begun) / 1e6)
        print(f"`reeve status`: {statistics.median(taken):.0f} ms")
