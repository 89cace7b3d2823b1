package dev.reeve.plugin.mcp.remote;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Has the HTTP client that the SDK uses. The SDK takes a builder, keeps what it builds to itself,
/// and leaves it to the collector, with its thread and its connections.
final class ClientKeeper implements InvocationHandler, AutoCloseable {
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mcp-http").factory());
    private final HttpClient.Builder real =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads);
    private final Consumer<Boolean> listens;
    private volatile @Nullable HttpClient client;

    /// @param listens told when a stream of the server's own messages begins, and when it ends
    ClientKeeper(Consumer<Boolean> listens) {
        this.listens = listens;
    }

    HttpClient.Builder builder() {
        return (HttpClient.Builder)
                Proxy.newProxyInstance(
                        ClientKeeper.class.getClassLoader(),
                        new Class<?>[] {HttpClient.Builder.class},
                        this);
    }

    @Override
    public @Nullable Object invoke(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            Object result = method.invoke(real, arguments);
            if (result instanceof HttpClient built) {
                var kept = new KeptClient(built, listens);
                client = kept;
                return kept;
            }
            return result instanceof HttpClient.Builder ? proxy : result;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    @Override
    public void close() {
        HttpClient built = client;
        if (built != null) {
            built.shutdownNow();
        }
        threads.shutdownNow();
    }
}
