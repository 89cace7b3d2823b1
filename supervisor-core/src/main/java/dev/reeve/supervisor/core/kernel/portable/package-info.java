/// The kernel port by what the JDK has, for every system.
package dev.reeve.supervisor.core.kernel.portable;
