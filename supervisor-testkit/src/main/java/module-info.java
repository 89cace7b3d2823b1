import org.jspecify.annotations.NullMarked;

/// For the tests of plugin authors: a contract test for every door, and doubles to run them with.
///
/// Extend the contract of your door, supply your plugin, and what the door promises is checked.
@NullMarked
module dev.reeve.supervisor.testkit {
    requires transitive dev.reeve.supervisor.api;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;
    requires jdk.management;

    exports dev.reeve.supervisor.testkit;

    opens dev.reeve.supervisor.testkit to
            org.junit.platform.commons;
}
