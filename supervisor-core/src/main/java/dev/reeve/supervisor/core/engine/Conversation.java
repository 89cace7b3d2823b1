package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.core.activity.ActivityBoard;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// What actors say, of themselves and to each other.
///
/// @param services whether there is a service of a name
/// @param others what there is beside the services
record Conversation(ActivityBoard board, Predicate<String> services, Others others) {
    private static final int LONGEST = 1_000;
    private static final int MOST = 100;

    /// Whether there is such an actor.
    boolean isActor(String name) {
        return name.equals(Actor.SUPERVISOR)
                || name.equals(Actor.OPERATOR)
                || services.test(name)
                || others.isActor(name)
                || (isPart(name) && board.knows(name));
    }

    /// Whether it is a part of somebody who is there.
    private boolean isPart(String name) {
        int colon = name.indexOf(':');
        String whole = colon < 0 ? "" : name.substring(0, colon);
        return colon > 0
                && colon < name.length() - 1
                && name.length() <= 200
                && (services.test(whole) || others.hasParts(whole));
    }

    Chronicle.Turn say(Input.OfActivity.Say say, Instant now) {
        Message.Draft draft = say.what().draft();
        for (String name : List.of(draft.from(), draft.to())) {
            if (!isActor(name)) {
                Told<Message> unknown =
                        Told.refused(name, Reply.Kind.UNKNOWN, "there is no actor `" + name + "`");
                return new Chronicle.Turn(List.of(), List.of(new Effect.Hand<>(say.to(), unknown)));
            }
        }
        ActivityBoard.Said said = board.say(say.what(), now);
        return new Chronicle.Turn(said.told(), List.of(new Effect.Hand<>(say.to(), said.answer())));
    }

    Chronicle.Turn report(Input.OfActivity.Report report, Instant now) {
        ActorReport says = report.report();
        boolean fixed = says.name().equals(Actor.SUPERVISOR) || says.name().equals(Actor.OPERATOR);
        if (fixed || !(isActor(says.name()) || isPart(says.name()))) {
            String text =
                    fixed
                            ? "nobody speaks for `" + says.name() + "`"
                            : "there is no actor `" + says.name() + "`";
            Reply.Kind kind = fixed ? Reply.Kind.CONFLICT : Reply.Kind.UNKNOWN;
            Told<String> refused = Told.refused(says.name(), kind, text);
            return new Chronicle.Turn(List.of(), List.of(new Effect.Hand<>(report.to(), refused)));
        }
        String wrong = wrong(says);
        if (wrong != null) {
            Told<String> refused = Told.refused(says.name(), Reply.Kind.INVALID, wrong);
            return new Chronicle.Turn(List.of(), List.of(new Effect.Hand<>(report.to(), refused)));
        }
        return new Chronicle.Turn(
                board.report(says, now),
                List.of(new Effect.Hand<>(report.to(), Told.of(says.name()))));
    }

    /// What would take more room than an actor may have.
    private @Nullable String wrong(ActorReport says) {
        if (says.description() != null && says.description().length() > LONGEST) {
            return "`description` is longer than " + LONGEST + " characters";
        }
        if (says.thread() != null && says.thread().length() > LONGEST) {
            return "`thread` is longer than " + LONGEST + " characters";
        }
        List<String> peers = says.peers();
        if (peers != null
                && (peers.size() > MOST || peers.stream().anyMatch(p -> p.length() > LONGEST))) {
            return "`peers` are more than " + MOST + ", or one is longer than " + LONGEST;
        }
        boolean fresh = isPart(says.name()) && !board.knows(says.name());
        String whole = says.name().substring(0, Math.max(0, says.name().indexOf(':')));
        return fresh && board.partsOf(whole) >= MOST
                ? "`" + whole + "` has " + MOST + " parts already"
                : null;
    }
}
