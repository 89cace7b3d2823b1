/// What can be called, and what a supervisor answers in supervisord's words.
package dev.reeve.plugin.control.xmlrpc.call;
