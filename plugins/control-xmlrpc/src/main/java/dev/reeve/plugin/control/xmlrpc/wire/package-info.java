/// How requests come in and answers go out: sockets, connections, limits, as much of HTTP as
/// XML-RPC needs.
package dev.reeve.plugin.control.xmlrpc.wire;
