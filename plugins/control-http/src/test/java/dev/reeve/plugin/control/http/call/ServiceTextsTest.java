package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.json.JsonText;
import dev.reeve.plugin.control.http.view.ServiceView;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class ServiceTextsTest {
    private static final ServiceSnapshot WEB = FakeService.running("web", "db");
    private static final RecordComponent[] FIELDS = ServiceSnapshot.class.getRecordComponents();

    private final ServiceTexts texts = new ServiceTexts();

    @Test
    void aTextIsWhatTheViewSays() {
        for (ServiceSnapshot service : List.of(WEB, FakeService.stopped("old"))) {
            var out = new ByteArrayOutputStream();
            texts.of(service).write(out, service.uptimeSeconds(), 77);
            assertEquals(
                    new String(JsonText.of(ServiceView.of(service, 77)), StandardCharsets.UTF_8),
                    out.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatOnlyBecomesOlderIsNotWrittenAgain() throws ReflectiveOperationException {
        assertSame(texts.of(WEB), texts.of(other("uptimeSeconds")));
    }

    @Test
    void whateverElseChangesIsWritten() throws ReflectiveOperationException {
        for (RecordComponent field : FIELDS) {
            if (!field.getName().equals("uptimeSeconds")) {
                ServiceSnapshot changed = other(field.getName());
                assertNotSame(texts.of(WEB), texts.of(changed), field.getName());
                assertFalse(ServiceTexts.stays(WEB, changed), field.getName());
                assertTrue(ServiceTexts.stays(changed, changed), field.getName());
            }
        }
    }

    /// The same service, but for one field.
    private static ServiceSnapshot other(String name) throws ReflectiveOperationException {
        var values = new Object[FIELDS.length];
        for (int i = 0; i < FIELDS.length; i++) {
            Object value = FIELDS[i].getAccessor().invoke(WEB);
            values[i] = FIELDS[i].getName().equals(name) ? other(FIELDS[i].getType()) : value;
        }
        Class<?>[] types =
                Arrays.stream(FIELDS).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return ServiceSnapshot.class.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object other(Class<?> type) {
        return List.<Object>of(
                        new ServiceKey("process", "dynamic", "web"),
                        Desired.SUSPENDED,
                        Phase.BACKOFF,
                        Health.UNHEALTHY,
                        Reason.of(Reason.Code.REQUESTED, "another"),
                        new Liveness(Liveness.Status.values()[0], "detail", Instant.EPOCH),
                        "another",
                        Instant.EPOCH,
                        99.5,
                        99L,
                        99,
                        true,
                        List.of("another"),
                        Map.of("another", 1))
                .stream()
                .filter(value -> boxed(type).isInstance(value))
                .findFirst()
                .orElseThrow();
    }

    private static Class<?> boxed(Class<?> type) {
        return type == int.class ? Integer.class : type == boolean.class ? Boolean.class : type;
    }
}
