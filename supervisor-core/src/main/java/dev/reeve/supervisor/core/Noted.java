package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.RunRecords;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.ledger.Ledger;
import dev.reeve.supervisor.core.plan.Definitions;

/// What runs is written into the ledger.
record Noted(Ledger ledger) implements RunRecords {
    @Override
    public void begins(ServiceSpec service, int run) {
        ledger.begins(service.key(), run, Definitions.hash(service));
    }

    @Override
    public void spawned(ServiceKey service, int run, Child child) {
        ledger.spawned(service, run, child.pid(), child.startTime(), child.spawnedAt());
    }

    @Override
    public void ready(ServiceKey service, Life.Tally tally) {
        ledger.ready(service, tally.run(), tally.restarts(), tally.attempts());
    }

    @Override
    public void over(ServiceKey service, int run) {
        ledger.over(service, run);
    }
}
