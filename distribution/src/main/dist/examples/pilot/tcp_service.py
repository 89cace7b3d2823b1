"""Echoes what it is sent, and is ready when its port takes connections."""
import socketserver


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Server(("localhost", 9876), Echo) as server:
    print("listening on 9876", flush=True)
    server.serve_forever()
