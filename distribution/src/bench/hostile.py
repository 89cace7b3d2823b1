"""Other services beside ready strategies that hang, throw and allocate without end, failing over and over."""
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from sessions import Reeve

HERE = Path(__file__).resolve().parent
SERVICES = 100
ISSUE = ("hang", "throw", "churn")


def quantiles(times):
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


def compiler():
    """A JDK that can compile for the runtime of the distribution."""
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    for home in homes:
        if (home / "bin/javac").exists():
            version = subprocess.run([home / "bin/javac", "-version"], capture_output=True, text=True).stdout
            if int((re.findall(r"\d+", version) or ["0"])[0]) >= 25:
                return home / "bin"
    sys.exit("the benchmark `hostile` needs a JDK 25: set JAVA_HOME")


def jars(bench):
    """One plugin for each of the strategies."""
    tools, home = compiler(), Path(Reeve.program).parent.parent
    plugins, classes = bench / "hostile-plugins", bench / "hostile-classes"
    plugins.mkdir(exist_ok=True)
    api = next((home / "lib").glob("*supervisor-api*.jar"))
    subprocess.run([tools / "javac", "-cp", api, "-d", classes, HERE / "Hostile.java"], check=True)
    services = classes / "META-INF/services"
    services.mkdir(parents=True, exist_ok=True)
    for kind in re.findall(r'@Kind\("(\w+)"\)', (HERE / "Hostile.java").read_text()):
        (services / "dev.reeve.supervisor.api.spi.ReadyStrategyPlugin").write_text(f"Hostile${kind.capitalize()}\n")
        manifest = bench / "hostile-manifest"
        manifest.write_text(f"Plugin-Id: hostile-{kind}\nPlugin-Version: 1.0.0\n")
        subprocess.run([tools / "jar", "--create", "--file", plugins / f"{kind}.jar", "--manifest", manifest,
                        "-C", classes, "."], check=True)
    return plugins


class Beside(Reeve):
    """Services, and beside them some whose ready strategies are hostile."""

    plugins = None

    def __init__(self, bench, count, kinds, on_fault):
        self.kinds, self.on_fault = kinds, on_fault
        super().__init__(bench, count)

    def command(self):
        command = super().command()
        manifest = json.loads((self.folder / "reeve.json").read_text())
        manifest["plugins"] = {"directory": str(self.plugins), "on_fault": self.on_fault}
        for kind in self.kinds:
            manifest["services"][kind] = {
                "command": ["sleep", "1000000"], "ready": {kind: {}, "timeout": "300ms"},
                "restart": {"policy": "always", "max_attempts": -1, "backoff": {"initial": "50ms", "max": "50ms"}}}
        (self.folder / "reeve.json").write_text(json.dumps(manifest))
        return command

    def calls(self):
        asked = subprocess.run([self.program, "plugins", "list", "-o", "json"], cwd=self.folder, capture_output=True, text=True)
        return {plugin["id"]: plugin["calls"] for plugin in json.loads(asked.stdout)["items"] if plugin["calls"]["made"]}


def measure(bench, rounds, kills):
    Beside.plugins = jars(bench)
    runs = {"quiet": ((), "keep"), "three that keep failing": (ISSUE, "keep"),
            "three that are cut off": (ISSUE, "disable"), "one that holds on to processors": (("spin",), "keep"),
            "the same, cut off": (("spin",), "disable")}
    times = {run: [] for run in runs}
    told = {}
    for _ in range(rounds):
        for run, (kinds, on_fault) in runs.items():
            with Beside(bench, SERVICES, kinds, on_fault) as session:
                time.sleep(3)
                times[run] += session.restarts_ms(kills)
                told[run] = session.calls()
    print(f"{SERVICES} services beside hostile ready strategies; load {os.getloadavg()[0]:.1f}")
    for at, name in ((0, "p50"), (1, "p99")):
        quiet = quantiles(times["quiet"])[at]
        print(f"  SIGKILL to successor, {name}: {quiet:.2f} ms when all is quiet")
        for run in list(runs)[1:]:
            value = quantiles(times[run])[at]
            print(f"    {run:<32} {value:8.2f} ms, {value / quiet:.2f} times")
    for run, plugins in told.items():
        for plugin, calls in plugins.items():
            print(f"  {run}, {plugin}: " + ", ".join(f"{key} {value}" for key, value in calls.items() if value))
