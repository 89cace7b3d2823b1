package dev.reeve.supervisor.core.kernel.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The one way into the system's C library.
///
/// Every function is called through one handle of one shape, seven words in and one out: in the
/// calling conventions of Linux on x86-64 and aarch64 all integers and pointers travel as words,
/// and a callee does not look at arguments it has not declared. So the JVM has to make the costly
/// glue only once, which is most of what the first spawn after start-up would otherwise wait for.
@SuppressWarnings("restricted")
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle CALL =
            LINKER.downcallHandle(
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG, JAVA_LONG),
                    Linker.Option.captureCallState("errno"));
    private static final MemorySegment SYSCALL = function("syscall");

    private Libc() {}

    /// A function of the C library.
    ///
    /// @throws UnsupportedOperationException where it has none of this name
    static MemorySegment function(String name) {
        MemorySegment found = find(name);
        if (found == null) {
            throw new UnsupportedOperationException("the C library has no " + name);
        }
        return found;
    }

    /// A function of the C library, or null.
    static @Nullable MemorySegment find(String name) {
        return LINKER.defaultLookup().find(name).orElse(null);
    }

    /// Calls a function. Its result is as it comes: of an `int` only the lower half means anything.
    static long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, Scratch.mine().errno, a, b, c, d, e, f, 0L);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    static long call(MemorySegment function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    /// A system call.
    ///
    /// @return its result, or the negative of the error number (errno(3))
    static long system(int number, long a, long b, long c, long d, long e, long f) {
        Scratch scratch = Scratch.mine();
        long result;
        try {
            result =
                    (long)
                            CALL.invokeExact(
                                    SYSCALL, scratch.errno, (long) number, a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        return result == -1 ? -scratch.bytes.getInt(0) : result;
    }

    static long system(int number, long a, long b, long c, long d) {
        return system(number, a, b, c, d, 0, 0);
    }

    static long system(int number, long a, long b, long c) {
        return system(number, a, b, c, 0, 0, 0);
    }

    static long system(int number, long a, long b) {
        return system(number, a, b, 0, 0, 0, 0);
    }

    static long system(int number, long a) {
        return system(number, a, 0, 0, 0, 0, 0);
    }

    /// The C string at an address that the library has given.
    static String text(long address) {
        return memory(address, 4096).getString(0);
    }

    /// Memory that the library has given.
    static MemorySegment memory(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }
}
