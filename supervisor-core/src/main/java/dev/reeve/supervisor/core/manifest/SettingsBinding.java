package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.Work;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads what the kernel is to be told about a process.
final class SettingsBinding {
    private static final Pattern OCTAL = Pattern.compile("(?:0o)?[0-7]{1,4}");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})-([0-9]{1,4})");
    private static final int MOST_CPUS = 4095;

    /// The names of getrlimit(2), in small letters and without RLIMIT_.
    static final Words LIMITS =
            Words.of(
                    "as",
                    "core",
                    "cpu",
                    "data",
                    "fsize",
                    "locks",
                    "memlock",
                    "msgqueue",
                    "nice",
                    "nofile",
                    "nproc",
                    "rss",
                    "rtprio",
                    "rttime",
                    "sigpending",
                    "stack");

    private SettingsBinding() {}

    static Work.ProcessSettings of(Block block) {
        Integer nice = null;
        Long written = block.maybe("nice", value -> value.whole(-20, 19));
        if (written != null) {
            nice = written.intValue();
        }
        return new Work.ProcessSettings(
                block.maybe("user", Value::filled),
                block.maybe("group", Value::filled),
                block.maybe("umask", SettingsBinding::umask),
                nice,
                affinity(block.get("affinity")),
                limits(block.get("limits")));
    }

    /// The CPUs of a list of numbers and ranges, ascending.
    static List<Integer> affinity(@Nullable Value written) {
        SortedSet<Integer> cpus = new TreeSet<>();
        if (written == null) {
            return List.of();
        }
        List<Value> items = written.items();
        if (items.isEmpty() && written.isItems()) {
            written.wrong("names no CPU");
        }
        for (Value item : items) {
            var range = RANGE.matcher(item.node() instanceof Node.Scalar text ? text.text() : "");
            if (range.matches()) {
                int first = Integer.parseInt(range.group(1));
                int last = Integer.parseInt(range.group(2));
                if (first > last || last > MOST_CPUS) {
                    item.mustBe("the number of a CPU, or a range such as 0-3");
                    continue;
                }
                for (int cpu = first; cpu <= last; cpu++) {
                    cpus.add(cpu);
                }
                continue;
            }
            Long cpu = item.whole(0, MOST_CPUS);
            if (cpu != null) {
                cpus.add(cpu.intValue());
            }
        }
        return List.copyOf(cpus);
    }

    private static @Nullable Integer umask(Value written) {
        String text = written.filled();
        if (text == null) {
            return null;
        }
        int mask =
                OCTAL.matcher(text).matches()
                        ? Integer.parseInt(text.startsWith("0o") ? text.substring(2) : text, 8)
                        : -1;
        if (mask < 0 || mask > 0777) {
            written.mustBe("octal digits from \"000\" to \"777\"");
            return null;
        }
        return mask;
    }

    private static Map<String, Long> limits(@Nullable Value written) {
        Map<String, Long> limits = new LinkedHashMap<>();
        Block block = written == null ? null : written.block("`limits`", LIMITS);
        if (block == null) {
            return limits;
        }
        for (Value limit : block.all()) {
            String text = limit.filled();
            if (text == null) {
                continue;
            }
            boolean none = text.equals("unlimited") || text.equals("-1");
            Long amount = none ? Long.valueOf(-1) : Quantities.bytes(text);
            if (amount == null) {
                limit.mustBe("a number, a size such as 10MiB, or `unlimited`");
            } else {
                limits.put(limit.label().replace("`", ""), amount);
            }
        }
        return limits;
    }
}
