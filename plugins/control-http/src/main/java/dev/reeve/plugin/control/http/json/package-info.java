/// Plain values (ordered maps, lists, text, numbers, booleans, null) as JSON, and back.
package dev.reeve.plugin.control.http.json;
