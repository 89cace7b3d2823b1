package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reeve.supervisor.api.control.Supervisor.Edge;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.ManifestReader;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

class PlannerTest {
    @TempDir Path folder;
    private final FakeCatalog catalog = new FakeCatalog();

    @BeforeEach
    void somePrograms() throws IOException {
        program("bin/show-it.sh");
        program("own/mine");
        program("inherited/mine");
        program("inherited/theirs");
    }

    private void program(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Checked<Plan> checked(String services) throws IOException {
        Path file =
                Files.writeString(folder.resolve("m.yaml"), "name: shop\nservices:\n" + services);
        var environment = Map.of("PATH", folder.resolve("inherited").toString());
        return new Planner(catalog, environment, new FakeMachine())
                .plan(ManifestReader.draft(file, environment));
    }

    private Plan plan(String services) throws IOException {
        return switch (checked(services)) {
            case Checked.Valid<Plan>(Plan plan) -> plan;
            case Checked.Invalid<Plan>(List<Problem> problems) -> fail(problems.toString());
        };
    }

    private String program(String services, int service) throws IOException {
        var work = (Work.ChildProcess) plan(services).services().get(service).spec().work();
        return folder.relativize(Path.of(work.command().getFirst())).toString();
    }

    @Test
    void programsAreFoundWhereTheChildWouldFindThem() throws IOException {
        assertEquals("inherited/mine", program("  a: {command: [mine]}\n", 0));
        assertEquals(
                "own/mine",
                program(
                        "  a: {command: [mine], environment: {PATH: \""
                                + folder.resolve("own")
                                + "\"}}\n",
                        0));
        assertEquals("bin/show-it.sh", program("  a: {command: [bin/show-it.sh]}\n", 0));
        assertEquals("bin/show-it.sh", program("  a: {path: ./bin/show-*.sh}\n", 0));
        assertEquals("bin/show-it.sh", program("  a: {path: \"**/show-*.sh\"}\n", 0));
    }

    @Test
    void aServiceThatInheritsNothingHasThePathOfTheSystem() throws IOException {
        assertTrue(
                checked("  a: {command: [theirs], inherit_environment: false}\n")
                        instanceof Checked.Invalid<Plan>);
        assertNotNull(plan("  a: {command: [sh], inherit_environment: false}\n"));
    }

    @Test
    void aStarInACommandIsNoPattern() throws IOException {
        assertTrue(checked("  a: {command: [./bin/show-*.sh]}\n") instanceof Checked.Invalid<Plan>);
    }

    @Test
    void whatAnotherServiceMayMakeNeedNotBeThereYet() throws IOException {
        String services =
                """
                  build: {command: [mine]}
                  app:
                    command: [./out/app]
                    working_directory: out
                    depends_on: {build: {condition: completed_successfully}}
                """;
        assertEquals("out/app", program(services, 1));
    }

    @Test
    void servicesComeAfterWhatTheyDependOn() throws IOException {
        Plan plan =
                plan(
                        """
                          web: {command: [mine], depends_on: {db: {condition: started}, no: {required: false}}}
                          db: {command: [mine]}
                        """);
        assertEquals(
                List.of("db", "web"),
                plan.services().stream().map(service -> service.spec().name()).toList());
        assertEquals(
                Map.of(
                        "db", List.of(),
                        "web", List.of(new Edge("db", "started"), new Edge("no", "ready"))),
                plan.graph());
    }

    @Test
    void pluginsAreAskedOnceForEachUse() throws IOException {
        Plan plan =
                plan(
                        """
                          a: {command: [mine], ready: {tcp: {port: 1}}, hooks: [audit, {exec: {command: x}}], stats: [{csv: {path: s}}]}
                          b: {command: [mine], stats: [{csv: {path: s}}, {csv: {path: t}}]}
                        """);
        ServicePlan first = plan.services().getFirst();
        assertNotNull(first.ready());
        assertEquals(
                List.of("audit", "exec"),
                first.hooks().stream().map(ServicePlan.NamedHook::name).toList());
        assertEquals(
                List.of(Set.of("a", "b"), Set.of("b")),
                plan.stats().stream().map(Plan.StatsPlan::services).toList());
        assertEquals(
                List.of("unix"), plan.control().stream().map(Plan.NamedControl::name).toList());
        assertEquals(
                List.of("a tcp", "a audit", "a exec", "a csv", "b csv", "shop unix"),
                catalog.created);
    }

    @Test
    void aPlanKeepsItsManifest() throws IOException {
        Path file =
                Files.writeString(folder.resolve("m.yaml"), "services:\n  a: {command: [mine]}\n");
        var environment = Map.of("PATH", folder.resolve("inherited").toString());
        Manifest manifest =
                switch (ManifestReader.read(file, environment)) {
                    case Checked.Valid<Manifest>(Manifest read) -> read;
                    case Checked.Invalid<Manifest>(List<Problem> problems) ->
                            fail(problems.toString());
                };
        assertSame(
                manifest,
                switch (new Planner(catalog, environment).plan(manifest)) {
                    case Checked.Valid<Plan>(Plan plan) -> plan.manifest();
                    case Checked.Invalid<Plan>(List<Problem> problems) -> fail(problems.toString());
                });
    }

    @Test
    void thisMachineKnowsRootAndItsCpus() {
        Machine here = Machine.here();
        assertTrue(here.hasUser("root") && here.hasGroup("root"));
        assertTrue(here.hasUser("0"));
        assertTrue(!here.hasUser("no-such-user-anywhere"));
        assertTrue(!here.cpus().isEmpty());
    }
}
