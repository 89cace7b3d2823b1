package dev.reeve.plugin.session.community;

import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The connection to a server, with threads of its own that end with it.
///
/// @param calls where answers are told
/// @param timer for what has to be done later, such as to say that one is still there
record Link(ManagedChannel channel, ExecutorService calls, ScheduledExecutorService timer)
        implements AutoCloseable {
    static Link to(Target target, Optional<Path> certificates, Metadata headers)
            throws IOException, GeneralSecurityException {
        ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("deephaven-timer").factory());
        ClientInterceptor extra = MetadataUtils.newAttachHeadersInterceptor(headers);
        OkHttpChannelBuilder builder =
                OkHttpChannelBuilder.forAddress(
                        target.host(), target.port(), InsecureChannelCredentials.create());
        if (target.tls()) {
            builder =
                    OkHttpChannelBuilder.forAddress(target.host(), target.port())
                            .useTransportSecurity()
                            .sslSocketFactory(Trust.in(certificates));
        }
        ManagedChannel channel =
                builder.executor(calls)
                        .offloadExecutor(calls)
                        .transportExecutor(calls)
                        .scheduledExecutorService(timer)
                        .intercept(extra)
                        .idleTimeout(365, TimeUnit.DAYS)
                        .build();
        return new Link(channel, calls, timer);
    }

    /// Calls this once, as soon as the connection is no longer there.
    void whenGone(Runnable told) {
        channel.notifyWhenStateChanged(ConnectivityState.READY, told);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        timer.shutdownNow();
        calls.shutdown();
    }
}
