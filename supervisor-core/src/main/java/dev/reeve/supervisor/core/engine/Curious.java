package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.core.engine.Message.Ask;

import java.util.List;

/// Those who only want to know something of a service.
record Curious(Lives lives, Answers answers, Delivery delivery) {
    List<Effect> awaits(Input.Awaited awaited) {
        Life life = lives.find(awaited.service());
        return life == null
                ? List.of(new Effect.Tell(awaited.to(), false))
                : answers.waiter(life, awaited.condition(), awaited.to());
    }

    List<Effect> checks(Input.CheckAsked asked) {
        if (lives.find(asked.service()) == null) {
            return List.of(new Effect.TellHealth(asked.to(), null));
        }
        delivery.send(asked.service(), new Ask.Check(asked.to()));
        return List.of();
    }

    List<Effect> looks(Input.LookAsked asked) {
        if (lives.find(asked.service()) == null) {
            return List.of(new Effect.TellLiveness(asked.to(), null));
        }
        delivery.send(asked.service(), new Ask.Look(asked.to(), asked.provision()));
        return List.of();
    }
}
