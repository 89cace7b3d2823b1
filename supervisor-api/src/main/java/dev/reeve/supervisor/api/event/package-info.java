/// What has happened, numbered.
package dev.reeve.supervisor.api.event;
