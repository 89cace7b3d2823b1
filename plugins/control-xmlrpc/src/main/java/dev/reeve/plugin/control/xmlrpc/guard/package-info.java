/// Who may call.
package dev.reeve.plugin.control.xmlrpc.guard;
