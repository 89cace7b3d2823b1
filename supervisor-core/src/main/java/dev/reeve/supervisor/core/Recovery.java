package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.model.OnOrphan;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.Life.Tally;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Sight;
import dev.reeve.supervisor.core.kernel.Survivor;
import dev.reeve.supervisor.core.ledger.Ledger;
import dev.reeve.supervisor.core.ledger.LeftRun;
import dev.reeve.supervisor.core.plan.Definitions;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a supervisor before this one has left: found by what it wrote down and, should that be
/// incomplete, by what the environment of living processes says.
///
/// @param kept what people last asked for, by service
/// @param left living runs of services that are there, by service
/// @param strangers living runs of services that are there no more
record Recovery(
        Map<String, Desired> kept, Map<String, Ask.Found> left, List<AdoptRequest> strangers) {
    /// @param lives the services that are there
    /// @param now stands for when a process was spawned, where nobody wrote that down
    static Recovery of(Ledger ledger, Kernel kernel, List<Life> lives, Instant now) {
        Map<String, Life> byName = new HashMap<>();
        lives.forEach(life -> byName.put(life.name(), life));
        var left = new LinkedHashMap<String, Ask.Found>();
        var strangers = new ArrayList<AdoptRequest>();
        for (Run run : runs(ledger, kernel, now)) {
            Life life = byName.get(run.service());
            if (life != null && !left.containsKey(run.service())) {
                left.put(run.service(), found(run, life));
            } else {
                strangers.add(run.request());
            }
        }
        return new Recovery(kept(ledger, lives), left, strangers);
    }

    /// A run of which something lives.
    private record Run(
            String service,
            int number,
            String definition,
            boolean ready,
            int restarts,
            int attempts,
            AdoptRequest request) {}

    private static Ask.Found found(Run run, Life life) {
        return new Ask.Found(
                new Tally(run.number(), 1, run.restarts(), run.attempts()),
                run.ready(),
                life.spec().onOrphan() == OnOrphan.ADOPT,
                !run.definition().isEmpty()
                        && !run.definition().equals(Definitions.hash(life.spec())),
                run.request());
    }

    private static Map<String, Desired> kept(Ledger ledger, List<Life> lives) {
        Map<String, Desired> all = ledger.desired();
        var kept = new LinkedHashMap<String, Desired>();
        for (Life life : lives) {
            Desired desired = all.get(life.spec().key().toString());
            if (desired != null) {
                kept.put(life.name(), desired);
            }
        }
        return kept;
    }

    /// Every living run, the latest of each service first.
    private static List<Run> runs(Ledger ledger, Kernel kernel, Instant now) {
        Map<String, List<Survivor>> byToken = new TreeMap<>();
        // The first supervisor of a state directory cannot have had one before it.
        List<Survivor> living =
                ledger.life() == 1 ? List.of() : kernel.survivors(ledger.instance());
        for (Survivor survivor : living) {
            byToken.computeIfAbsent(survivor.token(), _ -> new ArrayList<>()).add(survivor);
        }
        var runs = new ArrayList<Run>();
        for (LeftRun noted : ledger.left()) {
            Run run = noted(noted, kernel, byToken, now);
            if (run == null) {
                ledger.over(noted.key(), noted.run());
            } else {
                runs.add(run);
            }
        }
        byToken.forEach((token, survivors) -> runs.add(unnoted(token, survivors.getFirst(), now)));
        runs.sort((a, b) -> Integer.compare(b.number(), a.number()));
        return runs;
    }

    /// A run that was written down, where something of it lives; its processes are taken out.
    private static @Nullable Run noted(
            LeftRun noted, Kernel kernel, Map<String, List<Survivor>> byToken, Instant now) {
        String token = null;
        List<Survivor> survivors = List.of();
        for (String one : List.copyOf(byToken.keySet())) {
            if (Token.of(one).names(noted.service(), noted.run())) {
                token = one;
                survivors = byToken.getOrDefault(one, List.of());
                byToken.remove(one);
            }
        }
        Long pid = noted.pid();
        Instant at = noted.spawnedAt();
        if (pid == null || at == null) {
            return survivors.isEmpty() || token == null
                    ? null
                    : run(noted, request(token, survivors.getFirst(), now));
        }
        // Many a server writes over its environment: then its number and its beginning must do.
        Sight sight = kernel.look(pid);
        boolean lives =
                sight != null
                        && !sight.command().isEmpty()
                        && sight.startTime() == noted.startTime();
        return lives || !survivors.isEmpty()
                ? run(noted, new AdoptRequest(pid, noted.startTime(), at, token))
                : null;
    }

    private static Run run(LeftRun noted, AdoptRequest request) {
        return new Run(
                noted.service(),
                noted.run(),
                noted.definition(),
                noted.ready(),
                noted.restarts(),
                noted.attempts(),
                request);
    }

    /// A run that was spawned, and not yet written down.
    private static Run unnoted(String token, Survivor main, Instant now) {
        Token named = Token.of(token);
        return new Run(named.service(), named.run(), "", false, 0, 0, request(token, main, now));
    }

    private static AdoptRequest request(String token, Survivor main, Instant now) {
        return new AdoptRequest(main.pid(), main.startTime(), now, token);
    }

    /// What `REEVE_RUN` says: `INSTANCE:SERVICE:RUN:LIFE`. A process may have forged it.
    private record Token(String service, int run) {
        static Token of(String written) {
            String[] words = written.split(":", -1);
            return words.length < 3 ? new Token("", 1) : new Token(words[1], number(words[2]));
        }

        boolean names(String one, int number) {
            return service.equals(one) && run == number;
        }

        private static int number(String word) {
            try {
                return Math.max(1, Integer.parseInt(word));
            } catch (NumberFormatException forged) {
                return 1;
            }
        }
    }
}
