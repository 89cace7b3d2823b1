import org.jspecify.annotations.NullMarked;

/// Tells a web server what becomes of a service.
@NullMarked
module org.example.hook.webhook {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.LifecycleHookPlugin with
            org.example.hook.webhook.Webhook;
}
