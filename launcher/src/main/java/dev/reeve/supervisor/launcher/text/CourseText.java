package dev.reeve.supervisor.launcher.text;

import dev.reeve.supervisor.launcher.client.Course;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// How an operation has gone, for people: a bar for each service, and below them the chain of what
/// the whole has waited for.
public final class CourseText {
    private static final int WIDEST = 60;

    /// As the table leaves columns out for more of its last one.
    private static final int NARROWEST = 24;

    /// Why somebody waited is worth less than the bars, and so is when.
    private static final Integer[] DISPENSABLE = {4, 1, 2};

    private static final String WAITS = "waits for ";
    private static final Set<String> ON_ITS_WAY = Set.of("starting", "stopping", "backoff");

    private final Course course;
    private final Paint paint;
    private final OptionalInt columns;
    private final Instant end;

    /// @param columns the width that a line may have, where that is known
    /// @param now where what goes on ends
    public CourseText(Course course, Paint paint, OptionalInt columns, Instant now) {
        this.course = course;
        this.paint = paint;
        this.columns = columns;
        this.end = end(course, now);
    }

    private static Instant end(Course course, Instant now) {
        Instant end = course.to() == null ? now : course.to();
        for (Course.Step step : course.chain()) {
            end = step.to().isAfter(end) ? step.to() : end;
        }
        return end;
    }

    /// The whole, without the last line's end.
    public String text() {
        var parts = new ArrayList<String>();
        parts.add(head());
        Map<String, List<Course.Span>> services = new LinkedHashMap<>();
        for (Course.Span span : course.spans()) {
            services.computeIfAbsent(span.service(), _ -> new ArrayList<>()).add(span);
        }
        if (!services.isEmpty()) {
            parts.add(bars(services));
            parts.add(
                    "# what all the rest has waited for  = on its way  ! backs off  . waits  -"
                            + " runs");
        }
        if (!course.chain().isEmpty()) {
            parts.add(chain());
        }
        return String.join("\n\n", parts);
    }

    private String head() {
        String error = course.error().isEmpty() ? "" : ": " + Words.harmless(course.error());
        return "%s %s, %s after %s%s"
                .formatted(
                        Words.of(course.operation()),
                        Words.of(course.id()),
                        paint.status(course.status(), course.status()),
                        took(course.from(), end),
                        error);
    }

    private String bars(Map<String, List<Course.Span>> services) {
        String[] head = {"SERVICE", "BEGAN", "DONE", "TOOK", "WAITED FOR"};
        var rows = new ArrayList<String[]>();
        services.forEach((service, spans) -> rows.add(row(service, spans)));
        String last = "0 - " + took(course.from(), end);
        var table = new Table(paint, columns, -1, with(head, last)).dispensable(DISPENSABLE);
        int width = Math.clamp(room(head, rows), NARROWEST, WIDEST);
        int at = 0;
        for (List<Course.Span> spans : services.values()) {
            table.row(with(rows.get(at++), bar(spans, width)));
        }
        return table.toString();
    }

    /// What is left for the bars, once the table has left out what it can.
    private int room(String[] head, List<String[]> rows) {
        int room = columns.orElse(Integer.MAX_VALUE);
        int[] widths = new int[head.length];
        for (int column = 0; column < head.length; column++) {
            widths[column] = head[column].length();
            for (String[] row : rows) {
                widths[column] = Math.max(widths[column], Words.width(row[column]));
            }
            room -= widths[column] + 2;
        }
        for (int column : DISPENSABLE) {
            room += room < NARROWEST ? widths[column] + 2 : 0;
        }
        return room;
    }

    private static String[] with(String[] cells, String last) {
        String[] more = Arrays.copyOf(cells, cells.length + 1);
        more[cells.length] = last;
        return more;
    }

    private String[] row(String service, List<Course.Span> spans) {
        Instant began = null;
        Instant done = null;
        var waited = new LinkedHashSet<String>();
        for (Course.Span span : spans) {
            if (ON_ITS_WAY.contains(span.phase())) {
                began = began == null ? span.from() : began;
                done = span.to();
            } else if (span.phase().equals("waiting")) {
                waited.add(awaited(span.reason()));
            }
        }
        return new String[] {
            Words.of(service),
            offset(began),
            offset(done),
            began == null ? "-" : took(began, done == null ? end : done),
            waited.isEmpty() ? "-" : Words.harmless(String.join("; ", waited))
        };
    }

    /// What somebody waited for, without what that one waited for itself: that has a row of its
    /// own.
    private static String awaited(String reason) {
        String awaited = reason.startsWith(WAITS) ? reason.substring(WAITS.length()) : reason;
        int more = awaited.indexOf(", which ");
        return more < 0 ? awaited : awaited.substring(0, more);
    }

    private String offset(@Nullable Instant time) {
        return time == null ? "-" : took(course.from(), time);
    }

    private String bar(List<Course.Span> spans, int width) {
        var bar = new StringBuilder(" ".repeat(width));
        for (Course.Span span : spans) {
            fill(bar, sign(span.phase()), span.from(), span.to() == null ? end : span.to());
        }
        for (Course.Step step : course.chain()) {
            if (step.service().equals(spans.getFirst().service())) {
                fill(bar, '#', step.from(), step.to());
            }
        }
        return bar.toString().stripTrailing();
    }

    /// What was too short to be seen is one character all the same.
    private void fill(StringBuilder bar, char sign, Instant from, Instant to) {
        double whole = Math.max(1, Duration.between(course.from(), end).toNanos());
        int width = bar.length();
        int begin = place(Duration.between(course.from(), from).toNanos() / whole, width);
        int after = place(Duration.between(course.from(), to).toNanos() / whole, width);
        for (int at = Math.min(begin, width - 1); at < Math.max(after, begin + 1); at++) {
            if (at < width) {
                bar.setCharAt(at, sign);
            }
        }
    }

    private static int place(double share, int width) {
        return (int) Math.round(Math.clamp(share, 0.0, 1.0) * width);
    }

    private static char sign(String phase) {
        return switch (phase) {
            case "starting", "stopping" -> '=';
            case "backoff" -> '!';
            case "waiting" -> '.';
            case "running" -> '-';
            case "failed" -> 'x';
            default -> ' ';
        };
    }

    private String chain() {
        long whole = Math.max(1, Duration.between(course.from(), end).toNanos());
        var table =
                new Table(paint, columns, -1, "CHAIN", "PHASE", "FROM", "TOOK", "SHARE", "THEN");
        long sum = 0;
        List<Course.Step> steps = course.chain();
        for (int at = 0; at < steps.size(); at++) {
            Course.Step step = steps.get(at);
            long took = Duration.between(step.from(), step.to()).toNanos();
            sum += took;
            table.row(
                    Words.of(step.service()),
                    Words.of(step.phase()),
                    offset(step.from()),
                    took(step.from(), step.to()),
                    share(took, whole),
                    then(step, at + 1 < steps.size() ? steps.get(at + 1) : null));
        }
        return table
                + "\nThe chain takes %s of %s (%s)."
                        .formatted(
                                Words.took(sum / 1e9), took(course.from(), end), share(sum, whole));
    }

    private static String then(Course.Step step, Course.@Nullable Step next) {
        if (next == null) {
            return "-";
        }
        return switch (step.why()) {
            case "dependency" -> next.service() + " could begin, which depends on it";
            case "capacity" -> next.service() + " had its turn";
            case "itself" -> "it went on";
            default -> next.service();
        };
    }

    private static String share(long part, long whole) {
        return String.format(Locale.ROOT, "%d %%", Math.round(100.0 * part / whole));
    }

    private static String took(Instant from, Instant to) {
        return Words.took(Math.max(0, Duration.between(from, to).toNanos()) / 1e9);
    }
}
