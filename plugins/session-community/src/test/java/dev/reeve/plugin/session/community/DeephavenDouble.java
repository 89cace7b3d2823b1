package dev.reeve.plugin.session.community;

import io.deephaven.proto.backplane.grpc.CloseSessionResponse;
import io.deephaven.proto.backplane.grpc.ConfigServiceGrpc;
import io.deephaven.proto.backplane.grpc.ConfigValue;
import io.deephaven.proto.backplane.grpc.ConfigurationConstantsRequest;
import io.deephaven.proto.backplane.grpc.ConfigurationConstantsResponse;
import io.deephaven.proto.backplane.grpc.HandshakeRequest;
import io.deephaven.proto.backplane.grpc.SessionServiceGrpc;
import io.deephaven.proto.backplane.script.grpc.ConsoleServiceGrpc;
import io.deephaven.proto.backplane.script.grpc.StartConsoleRequest;
import io.deephaven.proto.backplane.script.grpc.StartConsoleResponse;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/// Serves those of Deephaven's published gRPC services that a session needs, and lets in as a
/// server of its does: whoever says the right word in `Authorization` gets a bearer token, which is
/// good until the session is closed or {@link #forgets}. The words on the wire are the real ones;
/// the server is not.
final class DeephavenDouble {
    static final String KEY = "a-key-of-nobody";
    static final String USER = "ada";
    static final String PASSWORD = "lovelace";

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";

    /// Not those that a test looks for.
    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("surefire-deephaven").factory();
    private static final ExecutorService CALLS = Executors.newThreadPerTaskExecutor(THREADS);
    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(THREADS);

    private final Set<String> words;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final List<Metadata> headers = new CopyOnWriteArrayList<>();
    private final Server server;

    private DeephavenDouble(
            Set<String> words, int port, ServerCredentials credentials, boolean bare)
            throws IOException {
        this.words = words;
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        OkHttpServerBuilder builder =
                OkHttpServerBuilder.forPort(address, credentials)
                        .executor(CALLS)
                        .transportExecutor(CALLS)
                        .scheduledExecutorService(TIMER)
                        .intercept(new Door());
        if (!bare) {
            builder.addService(new Config()).addService(new Sessions()).addService(new Consoles());
        }
        this.server = builder.build().start();
    }

    /// One that lets in whoever comes.
    static DeephavenDouble anonymous() throws IOException {
        return new DeephavenDouble(
                Set.of("Anonymous"), 0, InsecureServerCredentials.create(), false);
    }

    /// One that knows a key.
    static DeephavenDouble withKey(String key, int port) throws IOException {
        return new DeephavenDouble(
                Set.of(psk(key)), port, InsecureServerCredentials.create(), false);
    }

    /// One that knows a key, a user and his password.
    static DeephavenDouble guarded(ServerCredentials credentials) throws IOException {
        byte[] user = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        String basic = "Basic " + Base64.getEncoder().encodeToString(user);
        return new DeephavenDouble(Set.of(psk(KEY), basic), 0, credentials, false);
    }

    /// Some gRPC server that is no Deephaven.
    static DeephavenDouble ofAnotherKind() throws IOException {
        return new DeephavenDouble(
                Set.of("Anonymous"), 0, InsecureServerCredentials.create(), true);
    }

    int port() {
        return server.getPort();
    }

    /// How many sessions are open.
    int sessions() {
        return sessions.size();
    }

    /// The headers of the last call.
    Metadata lastHeaders() {
        return headers.getLast();
    }

    /// Lets every session expire.
    void forgets() {
        sessions.clear();
    }

    void end() throws InterruptedException {
        server.shutdownNow().awaitTermination();
    }

    private static String psk(String key) {
        return "io.deephaven.authentication.psk.PskAuthenticationHandler " + key;
    }

    /// Lets calls in, or not.
    private final class Door implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata said, ServerCallHandler<Q, A> next) {
            headers.add(said);
            String word = String.valueOf(said.get(AUTHORIZATION));
            boolean known =
                    word.startsWith(BEARER) && sessions.contains(word.substring(BEARER.length()));
            if (!known && !words.contains(word)) {
                call.close(
                        Status.UNAUTHENTICATED.withDescription("Authentication required"),
                        new Metadata());
                return new ServerCall.Listener<>() {};
            }
            String token = known ? word.substring(BEARER.length()) : UUID.randomUUID().toString();
            sessions.add(token);
            return next.startCall(
                    new SimpleForwardingServerCall<Q, A>(call) {
                        @Override
                        public void sendHeaders(Metadata answer) {
                            answer.put(AUTHORIZATION, BEARER + token);
                            super.sendHeaders(answer);
                        }
                    },
                    said);
        }
    }

    private static final class Config extends ConfigServiceGrpc.ConfigServiceImplBase {
        @Override
        public void getConfigurationConstants(
                ConfigurationConstantsRequest request,
                StreamObserver<ConfigurationConstantsResponse> to) {
            ConfigValue minute = ConfigValue.newBuilder().setStringValue("60000").build();
            to.onNext(
                    ConfigurationConstantsResponse.newBuilder()
                            .putConfigValues("http.session.durationMs", minute)
                            .build());
            to.onCompleted();
        }
    }

    private final class Sessions extends SessionServiceGrpc.SessionServiceImplBase {
        @Override
        public void closeSession(
                HandshakeRequest request, StreamObserver<CloseSessionResponse> to) {
            String word = String.valueOf(lastHeaders().get(AUTHORIZATION));
            sessions.remove(word.substring(BEARER.length()));
            to.onNext(CloseSessionResponse.getDefaultInstance());
            to.onCompleted();
        }
    }

    /// Speaks Python only.
    private static final class Consoles extends ConsoleServiceGrpc.ConsoleServiceImplBase {
        @Override
        public void startConsole(
                StartConsoleRequest request, StreamObserver<StartConsoleResponse> to) {
            if (!request.getSessionType().equals("python")) {
                String why = "session type '" + request.getSessionType() + "' is not supported";
                to.onError(Status.FAILED_PRECONDITION.withDescription(why).asException());
                return;
            }
            to.onNext(StartConsoleResponse.newBuilder().setResultId(request.getResultId()).build());
            to.onCompleted();
        }
    }
}
