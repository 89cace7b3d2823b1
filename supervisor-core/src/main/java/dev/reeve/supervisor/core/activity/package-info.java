/// Who acts, as part of which operation, and what is said: the state over the journal.
package dev.reeve.supervisor.core.activity;
