/// Where a service stands: phase, reason, health, exit.
package dev.reeve.supervisor.api.state;
