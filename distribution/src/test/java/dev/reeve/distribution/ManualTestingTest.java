package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// The test that the manual shows, compiled as it is shown and run on the class path, where the
/// plugins are JARs with module descriptors.
class ManualTestingTest {
    private static final Page PAGE = Page.named("docs/testing.md");

    @TempDir Path folder;

    @Test
    void theTestOfTheManualHasItsRealServices() throws Exception {
        assertEquals(List.of("itsDatabaseWasFilledFirst()", "theShopIsOpen()"), passed());
    }

    private List<String> passed() throws Exception {
        Path classes = compiled();
        var before = Thread.currentThread().getContextClassLoader();
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            var passed = new ArrayList<String>();
            var failures = new ArrayList<Throwable>();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(
                                            DiscoverySelectors.selectClass(
                                                    loader.loadClass("org.example.shop.ShopTest")))
                                    .build(),
                            new TestExecutionListener() {
                                @Override
                                public void executionFinished(
                                        TestIdentifier test, TestExecutionResult result) {
                                    result.getThrowable().ifPresent(failures::add);
                                    if (test.isTest()
                                            && result.getStatus()
                                                    == TestExecutionResult.Status.SUCCESSFUL) {
                                        passed.add(
                                                test.getLegacyReportingName()
                                                        .replaceFirst("\\(.*", "()"));
                                    }
                                }
                            });
            assertEquals(List.of(), failures);
            return passed.stream().sorted().toList();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private Path compiled() throws IOException {
        Path classes = folder.resolve("classes");
        Path source = Files.writeString(folder.resolve("ShopTest.java"), block("java"));
        int result =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString(),
                                source.toString());
        assertEquals(0, result);
        Files.writeString(classes.resolve("org/example/shop/stack.yaml"), block("yaml"));
        return classes;
    }

    private static String block(String info) {
        var found = PAGE.blocks().stream().filter(block -> block.info().equals(info)).toList();
        assertTrue(!found.isEmpty(), info);
        return found.getFirst().text();
    }
}
