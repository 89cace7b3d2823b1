package dev.reeve.distribution.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Every type that others see says what is promised of it.
class PromisesTest {
    private static final String PROMISE = "Ldev/reeve/supervisor/api/promise/";

    private static List<Compiled> exported = List.of();

    @BeforeAll
    static void readTheClassFiles() throws IOException {
        exported =
                Compiled.all().stream()
                        .filter(type -> type.module().equals("supervisor-api"))
                        .filter(type -> type.model().flags().has(AccessFlag.PUBLIC))
                        .filter(type -> !type.name().contains("$"))
                        .toList();
        assertTrue(exported.size() > 90, "only " + exported.size() + " types were found");
    }

    @Test
    void eachIsEitherCalledOrImplementedByPlugins() {
        for (var type : exported) {
            var promises = promises(type);
            promises.remove("Incubating");
            assertEquals(1, promises.size(), type.name() + " is " + promises);
        }
    }

    @Test
    void whatPluginsProvideIsWhatTheyImplement() {
        var doors = exported.stream().filter(type -> type.name().endsWith("Plugin")).toList();
        assertEquals(12, doors.size());
        for (var door : doors) {
            assertTrue(promises(door).contains("Spi"), door.name());
        }
    }

    @Test
    void whatCannotBeImplementedIsNotSaidToBe() {
        for (var type : exported) {
            if (promises(type).contains("Spi")) {
                assertTrue(
                        type.model().flags().has(AccessFlag.INTERFACE)
                                && !type.model().flags().has(AccessFlag.ANNOTATION),
                        type.name());
            }
        }
    }

    @Test
    void whatIsIncubatingSaysSinceWhen() {
        for (var type : exported) {
            for (var annotation : annotations(type)) {
                if (annotation.className().equalsString(PROMISE + "Incubating;")) {
                    var since = (AnnotationValue.OfString) annotation.elements().getFirst().value();
                    assertTrue(since.stringValue().matches("1\\.\\d+\\.0"), type.name());
                }
            }
        }
    }

    private static Set<String> promises(Compiled type) {
        return annotations(type).stream()
                .map(annotation -> annotation.className().stringValue())
                .filter(name -> name.startsWith(PROMISE))
                .map(name -> name.substring(PROMISE.length(), name.length() - 1))
                .collect(Collectors.toSet());
    }

    private static List<Annotation> annotations(Compiled type) {
        return type.model()
                .findAttribute(Attributes.runtimeVisibleAnnotations())
                .map(found -> found.annotations())
                .orElse(List.of());
    }
}
