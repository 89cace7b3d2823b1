/// What is meant: services as their users want them. Immutable, comparable, printable.
package dev.reeve.supervisor.api.model;
