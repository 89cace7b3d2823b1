package dev.reeve.plugin.acceptance;

/// These hooks have none.
public record NoOptions() {}
