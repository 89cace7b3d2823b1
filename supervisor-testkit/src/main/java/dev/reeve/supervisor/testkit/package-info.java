/// Contract tests and doubles.
package dev.reeve.supervisor.testkit;
