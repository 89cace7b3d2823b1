package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

/// A part of what a service's output file holds at present, byte by byte.
///
/// @param bytes as they were written; handed on as they are, never compared
/// @param offset where in the file they begin
/// @param size how long the whole file is
@SuppressWarnings("ArrayRecordComponent")
@Api
public record LogPart(byte[] bytes, long offset, long size) {}
