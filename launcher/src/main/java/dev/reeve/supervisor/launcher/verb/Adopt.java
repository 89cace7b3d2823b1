package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.LinkedHashMap;
import java.util.Map;

/// `reeve adopt PID --as NAME`
@Command(name = "adopt", description = "Takes a process over as a service; it runs on.")
public final class Adopt extends Verb {
    @Parameters(paramLabel = "PID", description = "its number; `reeve discover` finds it")
    long pid;

    @Option(
            names = "--as",
            required = true,
            paramLabel = "NAME",
            description = "what the service is to be called")
    String name = "";

    @Option(
            names = "--start-time",
            paramLabel = "N",
            description = "field 22 of /proc/PID/stat, so that no other process is meant")
    @Nullable Long startTime;

    public Adopt(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        if (pid < 1) {
            throw wrongUse("PID takes a number from 1, not " + pid);
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("pid", pid);
        body.put("name", name);
        if (startTime != null) {
            body.put("start_time", startTime);
        }
        Map<String, Object> service = reeve.client(null).post("/v1/adopt", body);
        reeve.answers().write(service, () -> Add.line(service));
        return 0;
    }
}
