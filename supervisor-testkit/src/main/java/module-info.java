import org.jspecify.annotations.NullMarked;

/// For the tests of plugin authors: a contract test for every door, and doubles to run them with.
/// Extend the contract of your door, supply your plugin, and what the door promises is checked.
///
/// And for the tests of any project: {@link dev.reeve.supervisor.testkit.junit.Supervised}, which
/// brings up real services.
@NullMarked
module dev.reeve.supervisor.testkit {
    requires transitive dev.reeve.supervisor.api;
    requires transitive org.junit.jupiter.api;
    requires dev.reeve.supervisor.core;
    requires org.junit.platform.commons;
    requires static org.jspecify;
    requires jdk.management;

    exports dev.reeve.supervisor.testkit;
    exports dev.reeve.supervisor.testkit.junit;

    opens dev.reeve.supervisor.testkit to
            org.junit.platform.commons;
    opens dev.reeve.supervisor.testkit.junit to
            org.junit.platform.commons;
}
