package dev.reeve.supervisor.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource({
        "DEEPHAVEN_PSK_TOKEN, true,  true",
        "API_KEY,             true,  true",
        "password,            true,  true",
        "token,               false, true",
        "client_secret,       true,  true",
        "psk,                 false, true",
        "server_psk,          false, true",
        "Authorization,       false, true",
        "Proxy-Authorization, false, true",
        "X-Api-Key,           false, true",
        "Cookie,              false, true",
        "secret_file,         false, false",
        "monkey,              false, false"
    })
    void aNameSaysWhetherItStandsForASecret(String name, boolean variable, boolean option) {
        assertEquals(variable, Secrets.isVariable(name));
        assertEquals(option, Secrets.isOption(name));
    }
}
