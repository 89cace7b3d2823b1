package dev.reeve.supervisor.core.guard;

import java.util.Locale;

/// What becomes of a plugin that behaves badly.
///
/// @param faults after how many faults without a good call of the same kind in between, from 1
public record FaultPolicy(OnFault onFault, int faults) {
    /// What holds where nothing else is said.
    public static final FaultPolicy USUAL = new FaultPolicy(OnFault.DISABLE, 5);

    /// What is done then.
    public enum OnFault {
        /// It is called no more, until it is loaded anew.
        DISABLE,
        /// It is told of, and called as before.
        KEEP;

        /// As a manifest says it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
