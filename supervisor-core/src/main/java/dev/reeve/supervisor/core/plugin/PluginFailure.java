package dev.reeve.supervisor.core.plugin;

/// Carries what is wrong with a plugin to the one place that lists it. It has no cause: to keep a
/// plugin's exception is to keep the plugin's class loader, hidden in its stack trace.
class PluginFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final PluginProblem.Code code;

    PluginFailure(PluginProblem.Code code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    PluginProblem.Code code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /// The message of a throwable, or its class where it has none.
    static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /// The messages of a throwable and its causes, where one says more than the one before.
    static String messages(Throwable failure) {
        String all = message(failure);
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (!all.contains(message(cause))) {
                all += ": " + message(cause);
            }
        }
        return all;
    }

    /// What a throwable says, as text and without its class where its message is enough.
    static String told(Throwable failure) {
        Throwable told = failure;
        while ((told instanceof ExceptionInInitializerError
                        || told instanceof java.lang.reflect.InvocationTargetException
                        || told instanceof java.util.concurrent.ExecutionException)
                && told.getCause() != null) {
            told = told.getCause();
        }
        try {
            Throwable cause = told.getCause();
            return told instanceof java.util.ServiceConfigurationError && cause != null
                    ? told.getMessage() + ": " + told(cause)
                    : told.toString();
        } catch (Throwable unprintable) {
            return told.getClass().getName();
        }
    }
}
