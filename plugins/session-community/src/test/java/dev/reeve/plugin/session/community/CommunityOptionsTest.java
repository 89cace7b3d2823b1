package dev.reeve.plugin.session.community;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.session.community.CommunityOptions.AuthType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CommunityOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:1,       http://localhost:1",
        "http://localhost,         http://localhost:10000",
        "https://dh.example,       https://dh.example:443",
        "dh+plain://localhost:1,   http://localhost:1",
        "dh://dh.example:8443/,    https://dh.example:8443"
    })
    void aServerIsAHostAPortAndWhetherItIsEncrypted(URI written, String meant) {
        assertEquals(meant, Target.of(written, Optional.empty()).url());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:10000,           `server` must be `http://HOST:PORT` or `https://HOST:PORT`",
        "http://u:hush@localhost,   '`server` must have a host, and no user: it is shown'",
        "http://localhost/?psk=x,   `server` must end with its port",
        "http://localhost/ide,      `server` must end with its port"
    })
    void whatIsNoServerIsRefusedWhilePlanning(String written, String why) {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> Given.at(written).options());
        assertEquals(why, refused.getMessage());
    }

    @Test
    void howOneIsLetInNeedsWhatGoesWithIt() {
        Given there = Given.at("http://h");
        assertEquals(AuthType.ANONYMOUS, there.options().auth());
        var keyless =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new Given(
                                                there.server(),
                                                Optional.of(AuthType.PSK),
                                                there.username(),
                                                there.password(),
                                                there.token(),
                                                there.type(),
                                                there.certificates(),
                                                there.extra(),
                                                there.launch())
                                        .options());
        assertEquals("`auth_type: psk` needs `token`", keyless.getMessage());
    }

    @Test
    void aLaunchedServerHasAKeyOfItsOwn() {
        Given launched = Given.launched(launch("4g"));
        assertEquals(AuthType.PSK, launched.options().auth());
        assertThrows(IllegalArgumentException.class, () -> launched.psk("mine").options());
        var heap = assertThrows(IllegalArgumentException.class, () -> launch("4 gigabytes"));
        assertTrue(heap.getMessage().contains("`4g`"));
    }

    private static Launch launch(String heap) {
        return new Launch(
                Optional.of(List.of("serve")),
                Optional.empty(),
                List.of(),
                "docker",
                0,
                Optional.of(heap),
                Map.of(),
                "/",
                Duration.ofSeconds(1));
    }
}
