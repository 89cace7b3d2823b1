package dev.reeve.distribution.architecture;

import java.nio.file.Path;

/// Where the project's own files are.
final class Project {
    static final Path ROOT =
            Path.of(System.getProperty("reeve.root", "..")).toAbsolutePath().normalize();

    private Project() {}
}
