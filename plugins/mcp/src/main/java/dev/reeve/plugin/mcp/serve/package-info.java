/// One endpoint that speaks streamable HTTP: who may come, and what is said.
package dev.reeve.plugin.mcp.serve;
