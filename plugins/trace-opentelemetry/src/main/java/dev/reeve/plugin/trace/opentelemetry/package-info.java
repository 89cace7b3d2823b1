/// The event subscriber `opentelemetry`: operations as traces, sent by OTLP.
@NullMarked
package dev.reeve.plugin.trace.opentelemetry;

import org.jspecify.annotations.NullMarked;
