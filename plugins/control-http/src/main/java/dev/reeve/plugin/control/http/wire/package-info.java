/// How requests come in and answers go out: sockets, connections, limits, HTTP's own grammar.
package dev.reeve.plugin.control.http.wire;
