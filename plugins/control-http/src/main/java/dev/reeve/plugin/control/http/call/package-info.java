/// What can be asked over the wire, and what is answered: one fixed table of routes, and one class
/// for each group of calls.
package dev.reeve.plugin.control.http.call;
