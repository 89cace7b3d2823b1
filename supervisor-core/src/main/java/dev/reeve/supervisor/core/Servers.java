package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.plan.Plan.NamedControl;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Control servers, from the supervisor's start to its end, also when another plugin takes over.
final class Servers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    private final Guard guard;
    private final Consumer<String> told;
    private final List<Served> all = new ArrayList<>();
    private @Nullable Supervisor supervisor;
    private boolean closed;

    /// One use, and who serves it by now.
    private static final class Served {
        private final PluginUse use;
        private @Nullable NamedControl by;
        private @Nullable AutoCloseable end;

        Served(NamedControl by) {
            this.use = by.use();
            this.by = by;
        }
    }

    /// @param told gets what is wrong with one that takes over, one line for people
    Servers(Guard guard, Consumer<String> told) {
        this.guard = guard;
        this.told = told;
    }

    /// Begins.
    ///
    /// @throws IOException where one cannot; those before it serve
    synchronized void serve(List<NamedControl> servers, Supervisor whose) throws IOException {
        supervisor = whose;
        for (NamedControl server : servers) {
            var one = new Served(server);
            all.add(one);
            one.end = Guards.served(guard, server, whose);
        }
    }

    /// Lets others serve in the place of those that are not in use any more.
    ///
    /// @param now what can be served by now
    synchronized void refit(List<NamedControl> now, Predicate<Object> old) {
        Supervisor whose = supervisor;
        if (closed || whose == null) {
            return;
        }
        for (Served one : all) {
            NamedControl by = one.by;
            if (by != null && !old.test(by.server())) {
                continue;
            }
            close(one);
            for (NamedControl other : now) {
                if (one.by == null && other.use().equals(one.use)) {
                    takeOver(one, other, whose);
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        all.reversed().forEach(Servers::close);
    }

    private void takeOver(Served one, NamedControl other, Supervisor whose) {
        try {
            one.end = Guards.served(guard, other, whose);
            one.by = other;
        } catch (IOException failure) {
            told.accept(String.valueOf(failure.getMessage()));
        }
    }

    private static void close(Served one) {
        AutoCloseable end = one.end;
        one.end = null;
        one.by = null;
        try {
            if (end != null) {
                end.close();
            }
        } catch (Exception failure) {
            LOG.warn("cannot end a control server: {}", failure.toString());
        }
    }
}
