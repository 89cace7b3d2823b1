/// Real services for the tests of any project: {@link
/// dev.reeve.supervisor.testkit.junit.Supervised} brings up what a manifest says before the tests
/// of a class, and ends it after them.
package dev.reeve.supervisor.testkit.junit;
