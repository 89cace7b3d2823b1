import org.jspecify.annotations.NullMarked;

/// For the tests of plugin authors: a contract test for every door, and doubles to run them with.
@NullMarked
module dev.reeve.supervisor.testkit {
    requires transitive dev.reeve.supervisor.api;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;
}
