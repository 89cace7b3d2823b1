package dev.reeve.plugin.trace.opentelemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

import java.util.List;

/// A span as the SDK's exporter takes it.
///
/// @param resource whose spans these are
record Exported(Ended span, Resource resource) implements SpanData {
    private static final InstrumentationScopeInfo SCOPE =
            InstrumentationScopeInfo.create("dev.reeve.supervisor");

    @Override
    public String getName() {
        return span.name();
    }

    @Override
    public SpanKind getKind() {
        return SpanKind.INTERNAL;
    }

    @Override
    public SpanContext getSpanContext() {
        return SpanContext.create(
                span.trace().id(),
                span.trace().span(),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    @Override
    public SpanContext getParentSpanContext() {
        String parent = span.trace().parent();
        return parent == null
                ? SpanContext.getInvalid()
                : SpanContext.create(
                        span.trace().id(),
                        parent,
                        TraceFlags.getSampled(),
                        TraceState.getDefault());
    }

    @Override
    public StatusData getStatus() {
        return span.status();
    }

    @Override
    public long getStartEpochNanos() {
        return Ended.nanos(span.from());
    }

    @Override
    public long getEndEpochNanos() {
        return Ended.nanos(span.to());
    }

    @Override
    public Attributes getAttributes() {
        return span.attributes();
    }

    @Override
    public List<EventData> getEvents() {
        return span.events();
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return span.count();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public int getTotalAttributeCount() {
        return span.attributes().size();
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    /// The older form of the scope, which the SDK still asks for.
    @Override
    @SuppressWarnings("deprecation")
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
    }

    @Override
    public Resource getResource() {
        return resource;
    }
}
