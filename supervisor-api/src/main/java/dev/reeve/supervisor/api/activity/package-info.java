/// What goes on inside: who acts, as part of which operation, and what is said.
package dev.reeve.supervisor.api.activity;
