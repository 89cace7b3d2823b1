"""Is ready when a Redis server answers PING, and healthy while it does.

Speaks with the supervisor by lines: one JSON object each, read from standard input and written to
standard output. Needs nothing but Python 3.8.
"""

import json
import socket
import sys
import threading

cancelled = {}
speaking = threading.Lock()


def say(**message):
    with speaking:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()


def command(*words):
    return b"".join(
        [b"*%d\r\n" % len(words)]
        + [b"$%d\r\n%s\r\n" % (len(word), word) for word in (w.encode() for w in words)]
    )


def ask(options):
    """What is wrong with the server, or None."""
    timeout = options["timeout"] / 1000
    try:
        with socket.create_connection((options["host"], options["port"]), timeout) as redis:
            redis.settimeout(timeout)
            replies = redis.makefile("rb")
            if "password" in options:
                redis.sendall(command("AUTH", options["password"]))
                reply = replies.readline(512)
                if reply != b"+OK\r\n":
                    return "AUTH: " + reply.decode(errors="replace").strip()
            redis.sendall(command("PING"))
            reply = replies.readline(512)
            return None if reply == b"+PONG\r\n" else "PING: " + reply.decode(errors="replace").strip()
    except OSError as failure:
        return failure.strerror or str(failure) or "no answer"


def await_ready(call, stop):
    wrong = ask(call["options"])
    while wrong and not stop.is_set():
        say(id=call["id"], waiting=wrong)
        stop.wait(call["interval_ms"] / 1000)
        wrong = ask(call["options"])
    if stop.is_set():
        say(id=call["id"], error="cancelled")
    else:
        say(id=call["id"], ok=True)


def check(call, stop):
    wrong = ask(call["options"])
    if wrong:
        say(id=call["id"], health="unhealthy", detail=wrong)
    else:
        say(id=call["id"], health="healthy", detail="PONG")


VERBS = {"await": await_ready, "check": check}


def serve(call, stop):
    try:
        VERBS[call["call"]](call, stop)
    except Exception as mistake:
        say(id=call["id"], error=repr(mistake))
    finally:
        cancelled.pop(call["id"], None)


# When the supervisor ends, however it does, there are no more lines: and so this ends, too.
for line in sys.stdin:
    message = json.loads(line)
    if "hello" in message:
        say(hello=1)
    elif "cancel" in message:
        stop = cancelled.get(message["cancel"])
        if stop:
            stop.set()
    elif "call" in message:
        stop = cancelled[message["id"]] = threading.Event()
        threading.Thread(target=serve, args=(message, stop), daemon=True).start()
