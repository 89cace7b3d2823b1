/// The grammar of WebSocket (RFC 6455): how a connection becomes one, and what goes over it.
package dev.reeve.plugin.control.http.websocket;
