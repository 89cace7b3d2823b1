/// What both sides need of the SDK.
package dev.reeve.plugin.mcp.wire;
