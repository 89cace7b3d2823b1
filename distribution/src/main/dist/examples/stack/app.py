"""app.py PORT REDIS_PORT: counts its visitors in redis."""
import http.server
import socket
import sys

PORT, REDIS_PORT = map(int, sys.argv[1:])


def ask_redis(command):
    with socket.create_connection(("127.0.0.1", REDIS_PORT), timeout=5) as connection:
        connection.sendall(command.encode() + b"\r\n")
        return connection.recv(100).decode().strip()


class App(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            status, text = 200, f"visitor {ask_redis('INCR visitors').lstrip(':')}\n"
        except OSError as trouble:
            status, text = 503, f"no redis: {trouble}\n"
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, form, *values):
        print(form % values, flush=True)


print("redis says", ask_redis("PING"), flush=True)
http.server.ThreadingHTTPServer(("127.0.0.1", PORT), App).serve_forever()
