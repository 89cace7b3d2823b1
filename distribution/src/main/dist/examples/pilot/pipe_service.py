"""Is ready when it has written so into its pipe, which it makes itself, as process-pilot's services do."""
import os
import signal
import time

PIPE = "/tmp/reeve_example_pipe_ready"

signal.signal(signal.SIGTERM, lambda *_: exit(0))
if os.path.exists(PIPE):
    os.unlink(PIPE)
os.mkfifo(PIPE)
try:
    with open(PIPE, "w") as pipe:  # waits until somebody reads
        pipe.write("ready\n")
    print("said that it is ready", flush=True)
    while True:
        time.sleep(3600)
finally:
    if os.path.exists(PIPE):
        os.unlink(PIPE)
