package dev.reeve.supervisor.launcher;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.Locale;
import java.util.Map;

/// Every option may stand in the environment, too: `--state-directory` as `REEVE_STATE_DIRECTORY`.
/// What is written on the command line wins; an empty variable says nothing.
final class FromEnvironment implements IDefaultValueProvider {
    private final Map<String, String> environment;

    FromEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp()) {
            return null;
        }
        String name = option.longestName().replaceFirst("^-+", "").replace('-', '_');
        String value = environment.get("REEVE_" + name.toUpperCase(Locale.ROOT));
        return value == null || value.isEmpty() ? null : value;
    }
}
