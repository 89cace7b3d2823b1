"""Calls to the control socket, beside supervisord's XML-RPC over its own, on kept connections."""
import json
import statistics
import subprocess
import sys
import time
import xmlrpc.client

from sessions import Reeve, Session, until


class Crashing(Reeve):
    """Children that end after a tenth of a second, and are started again a tenth later."""
    crash = ["sh", "-c", "sleep 0.1; exit 1"]

    def command(self):
        restart = {"policy": "always", "max_attempts": -1, "backoff": {"initial": "100ms", "max": "100ms"}}
        services = {f"s{id}": {"command": self.crash} for id in range(self.count)}
        (self.folder / "reeve.json").write_text(json.dumps({"defaults": {"restart": restart}, "services": services}))
        return [self.program, "up", "--without-output", "-f", "reeve.json"]

    def started(self):
        return self.count if self.door().exists() else 0


class Supervisord(Session):
    name = "supervisord"

    def door(self):
        return self.folder / "control.sock"

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
        return self.count if self.door().exists() else 0


def calls(session, method, path, body=b"", seconds=5, side_by_side=1):
    """Calls a second, the time of each in ms, the supervisor's CPU for each in µs, and how often it was connected."""
    request = session.folder / "request"
    kind = f"Content-Type: text/xml\r\nContent-Length: {len(body)}\r\n" if body else ""
    request.write_bytes(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{kind}\r\n".encode() + body)
    command = [session.bench / "caller", session.door(), str(seconds), request]
    before = session.used_ms()
    callers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(side_by_side)]
    taken, connects = [], 0
    for caller in callers:
        *nanos, again = map(int, caller.communicate()[0].split())
        if caller.returncode != 0:
            sys.exit(f"{path}: not answered")
        taken += [each / 1e6 for each in nanos]
        connects += again
    cpu = (session.used_ms() - before) * 1000 / len(taken)
    return len(taken) / seconds, taken, cpu, connects


def row(what, result):
    rate, taken, cpu, connects = result
    cuts = statistics.quantiles(taken * 2, n=100)
    print(f"  {what:<52}{rate:>9.0f}{cuts[49]:>9.3f}{cuts[98]:>9.3f}{max(taken):>9.2f}{cpu:>9.0f}{connects:>7}", flush=True)
    return rate


def asked(session, kinds):
    """Each kind of call, one after another and by eight callers at a time: calls a second."""
    until(lambda: session.door().exists(), "the control socket opens")
    time.sleep(3)
    rates = {}
    for kind, (what, *request) in kinds.items():
        calls(session, *request, seconds=2)
        rates[kind] = row(f"{session.name}: {what}", calls(session, *request))
        rates[kind + ", 8 callers"] = row(f"{session.name}: {what}, 8 callers", calls(session, *request, side_by_side=8))
    return rates


def measure(bench, count=100):
    ours = {"one": ("GET …/s7", "GET", "/v1/services/s7"),
            "all": (f"GET …?limit={count}", "GET", f"/v1/services?limit={count}")}
    theirs = {kind: (method, "POST", "/RPC2", xmlrpc.client.dumps(words, "supervisor." + method).encode())
              for kind, method, words in (("one", "getProcessInfo", ("s7",)), ("all", "getAllProcessInfo", ()))}
    for when, reeve, supervisord in (("idle", Reeve, Supervisord), ("in a crash loop", Crashing, CrashingSupervisord)):
        print(f"{f'{count} services, {when}':<54}{'calls/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'CPU µs':>9}"
              f"{'conns':>7}")
        with reeve(bench, count) as session:
            rates = asked(session, ours)
        with supervisord(bench, count) as session:
            other = asked(session, theirs)
        for kind, rate in rates.items():
            print(f"  {f'ratio, {kind}':<52}{rate / other[kind]:>9.1f}")
    with Reeve(bench, count) as session:
        time.sleep(2)
        taken = []
        for _ in range(10):
            begun = time.monotonic_ns()
            subprocess.run([Reeve.program, "status"], cwd=session.folder, check=True, stdout=subprocess.DEVNULL)
            taken.append((time.monotonic_ns() - begun) / 1e6)
        print(f"`reeve status`: {statistics.median(taken):.0f} ms")
