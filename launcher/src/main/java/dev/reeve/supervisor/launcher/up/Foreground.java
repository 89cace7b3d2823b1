package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.Surroundings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
            House.Running running = begin(prepared);
            List<Follower> followers = followers(running);
            followers.forEach(Follower::start);
            interrupts.reach(running);
            int code = running.ended().join();
            followers.forEach(Follower::finish);
            return code;
        }
    }

    private static House.Running begin(House.Prepared prepared) throws Failure {
        try {
            return prepared.run();
        } catch (IOException refused) {
            prepared.close();
            throw Failure.of(Failure.FAILED, String.valueOf(refused.getMessage()));
        }
    }

    private List<Follower> followers(House.Running running) {
        Surroundings around = reeve.around();
        var followers = new ArrayList<Follower>();
        if (withOutput) {
            boolean colour = reeve.answers().colour();
            followers.add(
                    new ServiceOutput(
                            running.supervisor(), around.out(), around.terminal(), colour));
        }
        followers.add(new Progress(running.supervisor(), reeve::tell));
        return followers;
    }
}
