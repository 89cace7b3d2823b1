package dev.reeve.plugin.control.http.call;

import static dev.reeve.plugin.control.http.call.Described.JSON;
import static dev.reeve.plugin.control.http.call.Described.PAGE;
import static dev.reeve.plugin.control.http.call.Described.STREAM;
import static dev.reeve.plugin.control.http.call.Described.one;
import static dev.reeve.plugin.control.http.call.Described.page;
import static dev.reeve.plugin.control.http.call.Described.silent;
import static dev.reeve.plugin.control.http.call.Described.text;

import java.util.List;
import java.util.Map;

/// Says of each route what it takes and gives.
final class Catalog {
    private static final String TEXT = "text/plain";

    private Catalog() {}

    static Described of(Route route) {
        return switch (route) {
            case ALIVE -> one("Whether it lives", "Status");
            case READY -> one("Whether everything has begun; 503 unless it has", "Status");
            case PAGE -> text("The page for people", "text/html").named();
            case PAGE_PART -> text("What that page is made of", "*/*").named();
            case METRICS ->
                    text("All figures, as a metrics exporter writes them", "*/*").takes("format");
            case OPENAPI -> one("This document", "Free").named();
            case WHO_AM_I -> one("What the sender may do", "Role");
            case SUPERVISOR -> one("The supervisor itself", "Supervisor");
            case CONFIG -> one("The configuration in force, without secrets", "Free").named();
            case PLUGINS -> page("The plugins that were found, by name", "Plugin");
            case PLUGIN -> one("One plugin, with what its kinds take", "PluginWithOptions");
            case RELOAD_PLUGINS ->
                    one("Looks for plugins again, and uses what is there", "PluginAnswer");
            case RELOAD_PLUGIN -> one("Loads a plugin again", "PluginAnswer");
            case ENABLE_PLUGIN -> one("Uses a plugin again", "PluginAnswer");
            case DISABLE_PLUGIN -> one("Uses a plugin no more", "PluginAnswer");
            case TOTALS -> one("Counts over all services", "Totals");
            case SAMPLES -> page("What all running services use, by name", "Sample");
            case SCHEMA -> one("The JSON Schema of a manifest", "Free").named();
            case GRAPH ->
                    one("Who waits for whom", "Graph")
                            .answered(200, TEXT, "")
                            .answered(200, "image/svg+xml", "")
                            .takes("format")
                            .named();
            case EXPORT -> one("All services as a manifest", "Free").takes("source");
            case THREADS -> page("Operations, newest first", "Thread").takes("status", "actor");
            case THREAD -> one("One operation", "Thread");
            case THREAD_MESSAGES ->
                    page("What was said in one operation, newest first", "Message")
                            .takes("actor", "after");
            case TIMELINE -> one("How an operation has gone, and what has kept it", "Timeline");
            case KILL_THREAD -> one("Ends an operation", "Thread");
            case ACTORS -> page("Who acts, by name", "Actor");
            case ACTOR -> one("One actor", "Actor");
            case ACTOR_SCHEMA -> one("What can be configured about an actor", "Free");
            case REPORT -> one("An actor says how it is", "Actor").reads("ActorReport");
            case MESSAGES ->
                    page("What was said, newest first", "Message")
                            .takes("thread", "actor", "after");
            case SAY ->
                    new Described("Records a message", List.of(), null, Map.of())
                            .answered(201, JSON, "Message")
                            .reads("NewMessage");
            case RELOAD -> one("Reads the manifest again", "Reload").reads("ReloadRequest");
            case DISCOVER ->
                    page("Finds processes that nobody supervises, by number", "Discovered")
                            .reads("DiscoverRequest");
            case ADOPT -> created("Takes a process over as a service").reads("AdoptRequest");
            case UPGRADE ->
                    one("Becomes another version of itself", "Changed").reads("UpgradeRequest");
            case SHUTDOWN ->
                    new Described("Stops everything", List.of(), null, Map.of())
                            .answered(202, JSON, "Status");
            case EVENTS ->
                    page("What has happened, by number", "Event")
                            .takes("after", "type", "service", "since");
            case STREAM ->
                    text("Everything as it stands, and then as it happens", STREAM)
                            .answered(101, "", "")
                            .takes("after", "type", "actor", "thread", "Last-Event-ID");
            case LOGS_OF_SEVERAL -> lines("What several services have written").takes("names");
            case SERVICES ->
                    page("All services, by name", "Service")
                            .takes("phase", "health", "kind", "source")
                            .named();
            case ADD -> created("Adds a dynamic service").reads("NewService");
            case START_SEVERAL -> batch("Starts several services").reads("Names");
            case STOP_SEVERAL ->
                    batch("Stops several services").reads("NamesToStop").takes("force");
            case RESTART_SEVERAL -> batch("Restarts several services").reads("Names");
            case SHOW -> one("One service", "Service").named();
            case DEFINE ->
                    one("Gives a dynamic service another definition, or adds it", "Service")
                            .answered(201, JSON, "Service")
                            .reads("ServiceKeys")
                            .takes("If-Match", "If-None-Match");
            case REMOVE -> silent("Removes a service that is not the manifest's").takes("stop");
            case DEFINITION -> one("The effective definition", "Definition").named();
            case EXPLANATION -> one("Why a service is in its state", "Explanation");
            case STATS -> one("What one service uses", "Sample");
            case LOGS -> lines("What one service has written");
            case CLEAR_LOGS -> silent("Empties the files of a service's output");
            case WAIT -> one("Waits until a service is as wanted", "Done").takes("for", "timeout");
            case START -> action("Starts a service");
            case STOP -> action("Stops a service").takes("force");
            case RESTART -> action("Restarts a service");
            case SIGNAL ->
                    action("Sends a signal to a service").takes("signal").reads("SignalName");
            case SUSPEND -> action("Holds a service back until it is resumed");
            case RESUME -> action("No longer holds a service back");
            case HEALTH -> one("Looks at a service's health now", "HealthAnswer");
            case LIVENESS ->
                    one("Whether the other side of a session is there; makes none", "Liveness");
            case LOOK ->
                    one("The same; opens the session where asked to", "Liveness")
                            .takes("provision");
            case CREDENTIALS -> one("What it takes to reach the other side", "Credentials");
            case PAUSE_HEALTH -> action("No longer looks at a service's health by itself");
            case RESUME_HEALTH -> action("Looks at a service's health again");
        };
    }

    private static Described created(String summary) {
        return new Described(summary, List.of(), null, Map.of()).answered(201, JSON, "Service");
    }

    private static Described action(String summary) {
        return one(summary, "Action").action();
    }

    private static Described batch(String summary) {
        return one(summary, "Batch").takes("wait").answered(202, JSON, "Batch");
    }

    private static Described lines(String summary) {
        return text(summary, TEXT)
                .answered(200, STREAM, "")
                .answered(200, JSON, PAGE + "LogLine")
                .takes("stream", "lines", "since", "grep", "follow", "format");
    }
}
