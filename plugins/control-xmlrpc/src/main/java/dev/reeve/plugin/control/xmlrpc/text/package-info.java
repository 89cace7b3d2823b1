/// Calls and answers as XML.
package dev.reeve.plugin.control.xmlrpc.text;
