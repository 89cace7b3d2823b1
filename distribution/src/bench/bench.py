#!/usr/bin/env python3
"""Measures Reeve beside a C floor that does the least, and beside others that do the same, and prints figures and ratios.

    bench.py [--reeve PATH/TO/bin/reeve] [--rounds 3] [--only start,restart,idle,stop,control,followers,activity,output,chatty,hostile]
             [--sizes 1,100,1000] [--minutes 10] [--seconds 10]

Children are small static C programs that stamp their own start; ends are seen by pidfd. Absolute figures drift with
the machine: compare ratios. Needs gcc and Linux; `control` and `output` also need supervisord, and `output` s6-log.
`activity`, `chatty` and `hostile` are left out unless they are asked for: they take the whole machine. `hostile` needs a
JDK 25.
"""
import argparse
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import activity
import chatty
import control
import followers
import hostile
import output
from sessions import Floor, Reeve

HERE = Path(__file__).resolve().parent


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
        control.measure(bench)
    if "followers" in only:
        followers.measure(bench)
    if "activity" in only:
        activity.measure(bench, options.seconds)
    if "hostile" in only:
        hostile.measure(bench, options.rounds, options.kills)
    if "output" in only:
        output.measure(bench, options.rounds)
    if "chatty" in only:
        chatty.measure(bench, sizes[-1], options.minutes)


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
    parser.add_argument("--only", default="start,restart,idle,stop,control,followers,output")
    parser.add_argument("--sizes", default="1,100,1000")
    parser.add_argument("--seconds", default=10, type=int, help="of many messages a second")
    parser.add_argument("--minutes", default=10, type=float, help="of the chatty services")
    options = parser.parse_args()
    Reeve.program = str(options.reeve.resolve())
    # A descriptor for each follower.
    resource.setrlimit(resource.RLIMIT_NOFILE, (8192, 8192))
    bench = Path(tempfile.mkdtemp(prefix="reeve-bench-programs-"))
    try:
        for name in ("floor", "child", "writer", "copier", "chatter", "caller", "teller", "crowd"):
            subprocess.run(["gcc", "-O2", "-static", "-o", bench / name, HERE / f"{name}.c"], check=True)
        measure(bench, options)
    finally:
        shutil.rmtree(bench)


if __name__ == "__main__":
    main()
