/// Mistakes of users as values, with their places.
package dev.reeve.supervisor.api.problem;
