/// Control by supervisord's XML-RPC: what a manifest can say of it.
package dev.reeve.plugin.control.xmlrpc;
