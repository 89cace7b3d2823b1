/// Many MCP servers behind one endpoint.
package dev.reeve.plugin.mcp.gather;
