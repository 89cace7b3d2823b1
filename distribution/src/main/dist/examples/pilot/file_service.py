"""Is ready when its file is there; removes what an earlier life has left."""
import pathlib
import time

ready = pathlib.Path("/tmp/reeve_example_file_ready")
ready.unlink(missing_ok=True)
time.sleep(1)
ready.touch()
print("made its file", flush=True)
while True:
    time.sleep(3600)
