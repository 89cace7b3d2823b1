package dev.reeve.plugin.mcp.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names("_");

    @Test
    void aNameIsThatOfTheServerAndThatOfTheTool() {
        assertEquals("maps_route", names.of("maps", "route"));
        assertEquals(new Names.Owner("maps", "route"), names.owner("maps_route"));
        assertEquals("maps--route", new Names("--").of("maps", "route"));
        assertNull(names.owner("maps_other"));
    }

    @Test
    void twoThatWouldBeCalledTheSameAreTold() {
        assertEquals("a_b_c", names.of("a", "b_c"));
        String other = names.of("a_b", "c");
        assertTrue(other.matches("a_b_c_[0-9a-f]{8}"), other);
        assertEquals(new Names.Owner("a_b", "c"), names.owner(other));
        assertEquals(other, names.of("a_b", "c"));
        assertEquals("a_b_c", names.of("a", "b_c"));
    }

    @Test
    void aNameIsOneThatTheProtocolAllows() {
        String cleaned = names.of("fs", "read file/für");
        assertEquals("fs_read_file_f_r", cleaned);
        assertNotEquals(cleaned, names.of("fs", "read_file_f_r"));
        String longest = names.of("a".repeat(100), "b".repeat(100));
        assertEquals(128, longest.length());
        assertNotEquals(longest, names.of("a".repeat(100), "b".repeat(101)));
    }
}
