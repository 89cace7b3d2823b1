"""Many messages a second, to many who follow them, one of whom has fallen asleep."""
import os
import statistics
import subprocess
import threading
import time

from sessions import Reeve

FOLLOWERS = 100
STALLED = 1
RATE = 10_000
PRODUCERS = 8
SERVICES = 20
KILLS = 100


def quantiles(times):
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


class Crowd:
    """Those who follow, and what they have got."""

    def __init__(self, bench, path, followers):
        self.process = subprocess.Popen([bench / "crowd", path, str(followers), str(STALLED)], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self.process.stdout.readline() != "ready\n":
            raise SystemExit("the followers get no first frame")

    def ends(self):
        """For each that reads: messages, gaps, events missed."""
        told, _ = self.process.communicate("\n", timeout=30)
        return [tuple(map(int, line.split())) for line in told.splitlines()]


def storm(bench, session, path, seconds, rate, during):
    """Says messages for so long, does something meanwhile, and tells what came of both."""
    teller = subprocess.Popen([bench / "teller", path, str(seconds), str(rate), str(PRODUCERS)], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    result = []
    busy = threading.Thread(target=lambda: result.append(during()))
    cpu = session.used_ms()
    teller.stdin.write("\n")
    teller.stdin.flush()
    time.sleep(1)
    busy.start()
    told, _ = teller.communicate(timeout=seconds + 60)
    used = session.used_ms() - cpu
    busy.join()
    taken, refused, median, slow, took = told.split()
    return int(taken), int(refused), int(median), int(slow), float(took), used, result[0]


def measure(bench, seconds=10, rate=RATE, followers=FOLLOWERS):
    with Reeve(bench, SERVICES) as session:
        path = str(session.folder / ".reeve/control.sock")
        time.sleep(2)
        kills = lambda: session.restarts_ms(KILLS)
        quiet = quantiles(kills())
        storm(bench, session, path, 5, rate, lambda: None)  # so that what is measured is warm
        alone = storm(bench, session, path, seconds, rate, kills)
        before = session.memory()
        crowd = Crowd(bench, path, followers)
        joined = session.memory()
        full = storm(bench, session, path, seconds, rate, kills)
        time.sleep(2)
        got = crowd.ends()
        time.sleep(1)
        after = session.memory()
    print(f"{rate} messages a second asked for, {followers} followers, {STALLED} stalled; load {os.getloadavg()[0]:.1f}")
    for what, run in (("nobody follows", alone), (f"{followers} follow", full)):
        taken, refused, median, slow, took, used, _ = run
        print(f"  {what}: {taken / took:.0f} messages a second taken, {refused} refused; answers p50 {median} µs, "
              f"p99 {slow} µs; {used / took / 10:.0f} % of a CPU")
    messages = [count for count, _, _ in got]
    missed = [full[0] - count for count in messages]
    print(f"  of the {len(got)} that read: {sum(messages)} deliveries, {sum(messages) / full[4]:.0f} a second; "
          f"{sum(missed)} messages lost, at most {max(missed)} by one, {sum(count > 0 for count in missed)} lost some; "
          f"{sum(gaps for _, gaps, _ in got)} gaps told, of {sum(lost for _, _, lost in got)} events")
    print(f"  RSS in MiB: {before[0]:.1f} before, {joined[0]:.1f} with all followers, {after[0]:.1f} after")
    for at, name in ((0, "p50"), (1, "p99")):
        calm, busy, crowded = quiet[at], quantiles(alone[6])[at], quantiles(full[6])[at]
        print(f"  SIGKILL to successor, {name}: {calm:.2f} ms when all is quiet, {busy:.2f} ms under the storm, "
              f"{crowded:.2f} ms with followers: {crowded / busy:.2f} times the one, {crowded / calm:.2f} the other")
