"""Services that print a little all the time: the supervisor's memory and CPU over minutes."""
import json
import os
import time

from sessions import Reeve


class Chatty(Reeve):
    """Each prints a line of 100 bytes ten times a second, into files that make way at 256 KiB."""

    def command(self):
        rotate = {"size": "256KiB", "keep": 2}
        services = {f"s{id}": {"command": [f"{self.bench}/chatter", str(self.stamps), str(id), "100", "100"],
                               "logs": {"rotate": rotate}} for id in range(self.count)}
        (self.folder / "reeve.json").write_text(json.dumps({"services": services}))
        return [self.program, "up", "--without-output", "-f", "reeve.json"]

    def kept(self):
        """MiB and files."""
        sizes = [file.stat().st_size for file in os.scandir(self.folder / ".reeve/logs")]
        return sum(sizes) / 2**20, len(sizes)


def measure(bench, count, minutes):
    print(f"{count} chatty services: minute, load, RSS and PSS in MiB, CPU in % of a core, MiB and files of logs")
    with Chatty(bench, count) as session:
        begun, cpu = time.monotonic(), session.cpu_ms()
        first = begun
        while begun < first + minutes * 60:
            time.sleep(30)
            now, used = time.monotonic(), session.cpu_ms()
            rss, pss = session.memory()
            mib, files = session.kept()
            print(f"{(now - first) / 60:6.1f}{os.getloadavg()[0]:8.1f}{rss:8.1f}{pss:8.1f}"
                  f"{(used - cpu) / (now - begun) / 10:8.1f}{mib:8.1f}{files:8}", flush=True)
            begun, cpu = now, used
