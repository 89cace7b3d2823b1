/// The kinds that this plugin brings.
package dev.reeve.plugin.mcp;
