package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.Surroundings;
import dev.reeve.supervisor.launcher.text.Paint;
import dev.reeve.supervisor.launcher.text.Screen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A supervisor in this process, with its user watching.
public final class Foreground {
    private final Reeve reeve;
    private final boolean withOutput;
    private final boolean withTimings;

    /// @param withOutput whether to show what services write; whoever follows may hold up one that
    ///     writes fast
    /// @param withTimings whether to show how long everything took to start
    public Foreground(Reeve reeve, boolean withOutput, boolean withTimings) {
        this.reeve = reeve;
        this.withOutput = withOutput;
        this.withTimings = withTimings;
    }

    /// Runs it to its end.
    ///
    /// @return the exit code
    public int run(House.Prepared prepared) throws Failure {
        var stage = new Stage(isTree() ? new Screen(reeve.around()) : null);
        try (var interrupts =
                new Interrupts(
                        line -> tell(stage, line),
                        line -> stage.aside(() -> reeve.around().err().println(line)))) {
            interrupts.take();
            var followers = new ArrayList<Follower>();
            // Before anything is started, so that nothing is missed.
            House.Running running =
                    begin(
                            prepared,
                            supervisor -> {
                                followers.addAll(followers(supervisor, stage));
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

    private List<Follower> followers(Supervisor supervisor, Stage stage) {
        Surroundings around = reeve.around();
        var followers = new ArrayList<Follower>();
        boolean colour = reeve.answers().colour();
        if (withOutput) {
            followers.add(
                    new ServiceOutput(supervisor, around.out(), around.terminal(), colour, stage));
        }
        followers.add(new Progress(supervisor, line -> tell(stage, line), stage::isSet));
        if (isTree()) {
            followers.add(
                    new StartTree(
                            supervisor,
                            stage,
                            new Paint(colour),
                            around.clock(),
                            line -> tell(stage, line)));
        }
        if (withTimings) {
            // It was asked for, so that it is said also to one who wants to hear nothing else.
            followers.add(
                    new Timings(
                            supervisor,
                            course -> {
                                String text = Timings.text(reeve, course);
                                stage.aside(() -> reeve.around().err().println(text));
                            }));
        }
        return followers;
    }

    private void tell(Stage stage, String line) {
        stage.aside(() -> reeve.tell(line));
    }

    private boolean isTree() {
        return withOutput && reeve.around().terminal().present();
    }
}
