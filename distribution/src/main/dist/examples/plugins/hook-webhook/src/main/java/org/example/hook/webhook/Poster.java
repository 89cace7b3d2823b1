package org.example.hook.webhook;

import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.Secret;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Posts a message at each of its moments. One that does not get through is an event, but for
/// `pre_start`, where it makes the start fail.
///
/// Not by `java.net.http`: its client has threads of its own, which may live on for seconds. Here
/// the supervisor's virtual thread does it all, and an interrupt ends it at once.
record Poster(URI url, Set<Moment> moments, Optional<Secret> token, Duration timeout)
        implements LifecycleHook {
    @Override
    public void on(Moment moment, HookContext call) throws IOException {
        if (moments.contains(moment)) {
            post(new Message(moment, call).json().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void post(byte[] json) throws IOException {
        var connection = (HttpURLConnection) url.toURL().openConnection();
        int millis = Math.toIntExact(timeout.toMillis());
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(json.length);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Connection", "close");
        if (token.isPresent()) {
            connection.setRequestProperty("Authorization", "Bearer " + token.get().reveal());
        }
        try {
            connection.getOutputStream().write(json);
            int status = connection.getResponseCode();
            if (status / 100 != 2) {
                throw new IOException(url.getHost() + " answers with " + status);
            }
        } finally {
            connection.disconnect();
        }
    }

    /// The time to connect, and the time until the answer.
    @Override
    public Duration limit() {
        return timeout.multipliedBy(2);
    }
}
