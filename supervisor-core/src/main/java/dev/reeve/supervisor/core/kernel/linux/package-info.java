/// The kernel port by foreign functions, for Linux on x86-64 and aarch64 with glibc.
package dev.reeve.supervisor.core.kernel.linux;
