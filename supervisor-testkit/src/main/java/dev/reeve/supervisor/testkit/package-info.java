/// Contract tests, one a door, and the doubles they are run with.
package dev.reeve.supervisor.testkit;
