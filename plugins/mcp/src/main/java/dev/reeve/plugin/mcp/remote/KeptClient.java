package dev.reeve.plugin.mcp.remote;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP client that can be closed although somebody else builds it: the SDK takes a builder, keeps
/// the client to itself and leaves it to the collector, with its thread and its connections.
final class KeptClient implements InvocationHandler, AutoCloseable {
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mcp-http").factory());
    private final HttpClient.Builder real =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads);
    private volatile @Nullable HttpClient client;

    /// Builds the client that is kept.
    HttpClient.Builder builder() {
        return (HttpClient.Builder)
                Proxy.newProxyInstance(
                        KeptClient.class.getClassLoader(),
                        new Class<?>[] {HttpClient.Builder.class},
                        this);
    }

    @Override
    public @Nullable Object invoke(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            Object result = method.invoke(real, arguments);
            if (result instanceof HttpClient built) {
                client = built;
            }
            return result == real ? proxy : result;
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
