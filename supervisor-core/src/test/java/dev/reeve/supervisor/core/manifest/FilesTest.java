package dev.reeve.supervisor.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.reeve.supervisor.api.problem.Checked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// What is given instead of a manifest's file.
class FilesTest {
    @TempDir Path folder;

    private String report(Path file) {
        return ManifestReader.draft(file, Map.of())
                .problems()
                .getFirst()
                .toString()
                .replace(folder + "/", "");
    }

    @Test
    void aMissingFileIsSaid() {
        assertEquals(
                "m.yaml:1:1: cannot read it: there is no such file",
                report(folder.resolve("m.yaml")));
    }

    @Test
    void aFolderIsNoManifest() throws IOException {
        Path file = Files.createDirectory(folder.resolve("m.yaml"));
        assertEquals("m.yaml:1:1: cannot read it: this is a folder", report(file));
    }

    @Test
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("m.yaml");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals("m.yaml:1:1: cannot read it: this is not a regular file", report(pipe));
    }

    @Test
    void aDeviceIsNotRead() {
        assertEquals(
                "/dev/zero:1:1: cannot read it: this is not a regular file",
                report(Path.of("/dev/zero")));
    }

    @Test
    void aLoopOfLinksIsSaid() throws IOException {
        Path one = folder.resolve("one.yaml");
        Files.createSymbolicLink(one, Path.of("two.yaml"));
        Files.createSymbolicLink(folder.resolve("two.yaml"), Path.of("one.yaml"));
        assertEquals(
                "one.yaml:1:1: cannot read it: Too many levels of symbolic links",
                report(one).replaceAll(" or unable to access attributes of symbolic link", ""));
    }

    @Test
    void aFileThatMayNotBeReadIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), "services: {}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root may read everything");
        assertEquals("m.yaml:1:1: cannot read it: permission denied", report(file));
    }

    @Test
    void aFileWithoutASizeIsReadToItsEnd() {
        String report = report(Path.of("/proc/self/status"));
        assertFalse(report.contains("cannot read it"), report);
        assertFalse(report.contains("the file is empty"), report);
    }

    @Test
    void theManifestOfAFolderIsFoundByItsName() throws IOException {
        var none = assertInstanceOf(Checked.Invalid.class, ManifestReader.find(folder));
        assertEquals(1, none.problems().size());
        Path json = Files.writeString(folder.resolve("reeve.json"), "{}");
        assertEquals(new Checked.Valid<>(json), ManifestReader.find(folder));
        Path yml = Files.writeString(folder.resolve("reeve.yml"), "");
        assertEquals(new Checked.Valid<>(yml), ManifestReader.find(folder));
        Path yaml = Files.writeString(folder.resolve("reeve.yaml"), "");
        assertEquals(new Checked.Valid<>(yaml), ManifestReader.find(folder));
    }

    @Test
    void aFolderWithoutAManifestIsSaidInWords() {
        assertEquals(
                "there is no manifest in this folder: neither reeve.yaml nor reeve.yml nor"
                        + " reeve.json; name one with `-f FILE`",
                switch (ManifestReader.find(Path.of(""))) {
                    case Checked.Invalid<Path>(var problems) -> problems.getFirst().toString();
                    case Checked.Valid<Path>(Path found) -> "found " + found;
                });
    }
}
