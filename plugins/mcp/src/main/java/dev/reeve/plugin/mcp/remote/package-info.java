/// A session to one MCP server, by the pipes of a program or by HTTP.
package dev.reeve.plugin.mcp.remote;
