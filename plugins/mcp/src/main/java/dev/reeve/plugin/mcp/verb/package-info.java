/// What the supervisor offers to MCP clients: its own verbs, as tools.
package dev.reeve.plugin.mcp.verb;
