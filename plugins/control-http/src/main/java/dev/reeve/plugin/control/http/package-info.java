/// The control servers `unix` and `http`: the same calls, through two entrances.
package dev.reeve.plugin.control.http;
