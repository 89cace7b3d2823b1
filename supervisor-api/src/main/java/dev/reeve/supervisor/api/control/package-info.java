/// Who is told, and who asks: the door to a running supervisor.
package dev.reeve.supervisor.api.control;
