package dev.reeve.plugin.mcp.remote;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/// Hears when the answer to a GET begins, and when it ends: that is a server that tells us things,
/// and one that does so no longer. The SDK says nothing of either, nor listens again.
///
/// @param listens gets true at the beginning and false at the end; must not block
record Ears<T>(BodyHandler<T> handler, Consumer<Boolean> listens) implements BodyHandler<T> {
    private static final int GOOD = 2;

    @Override
    public BodySubscriber<T> apply(ResponseInfo info) {
        BodySubscriber<T> subscriber = handler.apply(info);
        if (info.statusCode() / 100 != GOOD) {
            return subscriber;
        }
        listens.accept(true);
        return new Listening<>(subscriber, listens);
    }

    private record Listening<T>(BodySubscriber<T> subscriber, Consumer<Boolean> listens)
            implements BodySubscriber<T> {
        @Override
        public CompletionStage<T> getBody() {
            return subscriber.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {
            subscriber.onNext(bytes);
        }

        @Override
        public void onError(Throwable broken) {
            subscriber.onError(broken);
            listens.accept(false);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
            listens.accept(false);
        }
    }
}
