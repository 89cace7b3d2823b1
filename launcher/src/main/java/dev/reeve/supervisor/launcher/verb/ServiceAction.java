package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Reeve;

import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/// A verb that changes services and needs to know nothing but which.
abstract class ServiceAction extends Action {
    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "names, globs (web-*) or full keys (kind:source:name)")
    List<String> targets = new ArrayList<>();

    ServiceAction(Reeve reeve) {
        super(reeve);
    }

    @Override
    List<String> targets() {
        return targets;
    }
}
