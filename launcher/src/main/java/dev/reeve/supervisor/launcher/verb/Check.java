package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `reeve check [-f FILE]`
@Command(name = "check", description = "Says every mistake of a manifest, and starts nothing.")
public final class Check extends Verb {
    @Mixin ManifestFile manifest = new ManifestFile();

    public Check(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        return switch (manifest.prepare(reeve, List.of(), List.of())) {
            case Checked.Valid<House.Prepared>(var prepared) -> {
                int count = prepared.serviceCount();
                prepared.close();
                String good = manifest.chosen(reeve) + ": no mistakes, " + services(count);
                reeve.answers().write(answer(count, List.of()), () -> good);
                yield 0;
            }
            case Checked.Invalid<House.Prepared>(var problems) -> {
                reeve.answers().write(answer(null, problems), () -> "");
                throw Failure.mistakes(problems);
            }
        };
    }

    private static Map<String, @Nullable Object> answer(
            @Nullable Integer services, List<Problem> problems) {
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("services", services);
        answer.put("errors", problems.stream().map(Check::answer).toList());
        return answer;
    }

    private static Map<String, @Nullable Object> answer(Problem problem) {
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("place", problem.place() == null ? null : problem.place().toString());
        answer.put("key", problem.key());
        answer.put("text", problem.text());
        answer.put("suggestion", problem.suggestion());
        return answer;
    }

    private static String services(int count) {
        return count == 1 ? "1 service" : count + " services";
    }
}
