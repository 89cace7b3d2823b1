package dev.reeve.plugin.hook.exec;

/// That a command did not do what it should. The message is for people.
final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1;

    CommandFailed(String message) {
        super(message);
    }
}
