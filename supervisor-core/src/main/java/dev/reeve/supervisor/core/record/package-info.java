/// Files of checksummed records that only grow, and that are read again whatever became of them.
package dev.reeve.supervisor.core.record;
