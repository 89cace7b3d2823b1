/// Who may ask.
package dev.reeve.plugin.control.http.guard;
