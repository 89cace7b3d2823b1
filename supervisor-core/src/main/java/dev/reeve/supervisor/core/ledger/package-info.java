/// What has to be known of before: who holds the state directory, what was started, and what people
/// have asked for.
package dev.reeve.supervisor.core.ledger;
