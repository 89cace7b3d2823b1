/// What has to be known of before: who holds the state directory.
package dev.reeve.supervisor.core.ledger;
