package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.Surroundings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A supervisor in this process, with its user watching.
public final class Foreground {
    private final Reeve reeve;
    private final boolean withOutput;

    /// @param withOutput whether to show what services write
    public Foreground(Reeve reeve, boolean withOutput) {
        this.reeve = reeve;
        this.withOutput = withOutput;
    }

    /// Runs it to its end.
    ///
    /// @return the exit code
    public int run(House.Prepared prepared) throws Failure {
        try (var interrupts = new Interrupts(reeve::tell, reeve.around().err()::println)) {
            interrupts.take();
            var followers = new ArrayList<Follower>();
            // Before anything is started, so that nothing is missed.
            House.Running running =
                    begin(
                            prepared,
                            supervisor -> {
                                followers.addAll(followers(supervisor));
                                followers.forEach(Follower::start);
                            });
            interrupts.reach(running);
            int code = running.ended().join();
            followers.forEach(Follower::finish);
            return code;
        }
    }

    private static House.Running begin(House.Prepared prepared, Consumer<Supervisor> before)
            throws Failure {
        try {
            return prepared.run(before);
        } catch (IOException refused) {
            prepared.close();
            throw Failure.of(Failure.FAILED, String.valueOf(refused.getMessage()));
        }
    }

    private List<Follower> followers(Supervisor supervisor) {
        Surroundings around = reeve.around();
        var followers = new ArrayList<Follower>();
        if (withOutput) {
            boolean colour = reeve.answers().colour();
            followers.add(new ServiceOutput(supervisor, around.out(), around.terminal(), colour));
        }
        followers.add(new Progress(supervisor, reeve::tell));
        return followers;
    }
}
