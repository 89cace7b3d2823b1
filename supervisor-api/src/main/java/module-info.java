import org.jspecify.annotations.NullMarked;

/// What plugin authors and embedders see of Reeve: words, values and doors, and no logic to speak
/// of.
///
/// The packages are the stages of the house, lowest first: {@link dev.reeve.supervisor.api.promise}
/// (what is promised of each type), {@link dev.reeve.supervisor.api.problem} (mistakes with their
/// places), {@link dev.reeve.supervisor.api.model} (what is meant),
/// {@link dev.reeve.supervisor.api.state} (where a service stands), {@link
/// dev.reeve.supervisor.api.activity} (who acts, and what is said), {@link
/// dev.reeve.supervisor.api.event} (what happened), {@link dev.reeve.supervisor.api.control} (who
/// is told, who asks) and {@link dev.reeve.supervisor.api.spi} (the doors for plugins).
@NullMarked
module dev.reeve.supervisor.api {
    requires static org.jspecify;

    exports dev.reeve.supervisor.api.promise;
    exports dev.reeve.supervisor.api.problem;
    exports dev.reeve.supervisor.api.model;
    exports dev.reeve.supervisor.api.state;
    exports dev.reeve.supervisor.api.activity;
    exports dev.reeve.supervisor.api.event;
    exports dev.reeve.supervisor.api.control;
    exports dev.reeve.supervisor.api.spi;
}
