package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.control.Supervisor;

import java.util.List;
import java.util.Map;

/// All that can be asked here, guarded.
public final class Site {
    private final Supervisor supervisor;
    private final Guard guard;
    private final EventFrames sent = new EventFrames(Form.SERVER_SENT);
    private final EventFrames spoken = new EventFrames(Form.MESSAGE);
    private final ServiceTexts texts = new ServiceTexts();

    public Site(Supervisor supervisor, Guard guard) {
        this.supervisor = supervisor;
        this.guard = guard;
    }

    /// Finds who answers a request, before its body was read.
    ///
    /// @throws Refusal if it is not for us, its sender may not ask it, or nobody answers it
    public Admitted admit(Call call) throws Refusal {
        guard.admit(call);
        Route route = Route.of(call);
        if (route != null && route.role() == Role.NONE) {
            return new Admitted(route, Role.NONE, null);
        }
        String token = call.token();
        String reporter = token == null ? null : supervisor.reporter(token);
        if (reporter != null) {
            if (route == null || !route.takesReports()) {
                throw Refusal.of(
                        403, "this token is that of `" + reporter + "`, which speaks for itself");
            }
            return new Admitted(route, Role.NONE, reporter);
        }
        Role role = guard.role(call);
        if (route == null) {
            throw missing(call);
        }
        if (!role.includes(route.role())) {
            throw Refusal.of(
                    403,
                    "this needs the role %s, and the token has only %s"
                            .formatted(route.role().word(), role.word()));
        }
        return new Admitted(route, role, null);
    }

    private static Refusal missing(Call call) {
        List<String> methods = Route.methods(call.segments());
        if (methods.isEmpty()) {
            return Refusal.of(404, "there is nothing at this path");
        }
        String allowed = String.join(", ", methods);
        return Refusal.of(405, "only " + allowed + " is answered here").with("Allow", allowed);
    }

    /// Answers a request that was admitted. Blocks for as long as the operation takes.
    public Answer answer(Admitted admitted, Call call) throws Refusal, InterruptedException {
        return Version.unlessThere(call, ask(admitted, call));
    }

    private Answer ask(Admitted admitted, Call call) throws Refusal, InterruptedException {
        return switch (admitted.route()) {
            case ALIVE -> whole().alive();
            case READY -> whole().ready();
            case METRICS -> figures().metrics(call);
            case OPENAPI -> Version.named(whole().openApi());
            case WHO_AM_I -> Answer.json(Map.of("role", admitted.word()));
            case PAGE -> PageCalls.front();
            case PAGE_PART -> PageCalls.part(call);
            case SUPERVISOR -> whole().supervisor();
            case CONFIG -> Version.named(whole().config());
            case PLUGINS -> new PluginCalls(supervisor).all(call);
            case PLUGIN -> new PluginCalls(supervisor).one(call);
            case RELOAD_PLUGINS -> new PluginCalls(supervisor).reloadAll(call);
            case RELOAD_PLUGIN -> new PluginCalls(supervisor).reload(call);
            case ENABLE_PLUGIN -> new PluginCalls(supervisor).enable(call);
            case DISABLE_PLUGIN -> new PluginCalls(supervisor).disable(call);
            case TOTALS -> whole().totals();
            case SCHEMA -> Version.named(whole().schema());
            case SAMPLES -> figures().samples(call);
            case THREADS -> new ThreadCalls(supervisor).page(call);
            case THREAD -> new ThreadCalls(supervisor).show(call);
            case TIMELINE -> new ThreadCalls(supervisor).timeline(call);
            case KILL_THREAD -> new ThreadCalls(supervisor).kill(call);
            case THREAD_MESSAGES -> activity(admitted).messagesOfThread(call);
            case ACTORS -> activity(admitted).actors(call);
            case ACTOR -> activity(admitted).actor(call);
            case ACTOR_SCHEMA -> activity(admitted).schema(call);
            case REPORT -> activity(admitted).report(call);
            case MESSAGES -> activity(admitted).messages(call);
            case SAY -> activity(admitted).say(call);
            case SHUTDOWN -> whole().shutdown(call);
            case EXPORT -> new HouseCalls(supervisor).export(call);
            case RELOAD -> new HouseCalls(supervisor).reload(call);
            case DISCOVER -> new HouseCalls(supervisor).discover(call);
            case UPGRADE -> new HouseCalls(supervisor).upgrade(call);
            case ADOPT -> changes().adopt(call);
            case ADD -> changes().add(call);
            case DEFINE -> changes().define(call);
            case REMOVE -> changes().remove(call);
            case GRAPH -> Version.named(new GraphCalls(supervisor).graph(call));
            case EVENTS -> events().page(call);
            case STREAM -> events().stream(call, admitted.reporter());
            case LOGS -> new LogCalls(supervisor).ofOne(call);
            case CLEAR_LOGS -> new LogCalls(supervisor).clear(call);
            case LOGS_OF_SEVERAL -> new LogCalls(supervisor).ofSeveral(call);
            case SERVICES -> services().page(call);
            case SHOW -> services().show(call);
            case DEFINITION -> Version.named(services().definition(call));
            case EXPLANATION -> new HealthCalls(supervisor).explanation(call);
            case STATS -> figures().stats(call);
            case WAIT -> services().await(call);
            case START_SEVERAL -> new BatchCalls(supervisor).start(call);
            case STOP_SEVERAL -> new BatchCalls(supervisor).stop(call);
            case RESTART_SEVERAL -> new BatchCalls(supervisor).restart(call);
            case START -> actions().start(call);
            case STOP -> actions().stop(call);
            case RESTART -> actions().restart(call);
            case SIGNAL -> actions().signal(call);
            case SUSPEND -> actions().suspend(call);
            case RESUME -> actions().resume(call);
            case HEALTH -> new HealthCalls(supervisor).check(call);
            case LIVENESS -> new SessionCalls(supervisor).liveness(call);
            case LOOK -> new SessionCalls(supervisor).look(call);
            case CREDENTIALS ->
                    new SessionCalls(supervisor).credentials(call, admitted.role().word());
            case PAUSE_HEALTH -> actions().pauseHealth(call);
            case RESUME_HEALTH -> actions().resumeHealth(call);
        };
    }

    private ActivityCalls activity(Admitted admitted) {
        return new ActivityCalls(supervisor, admitted.reporter());
    }

    private EventCalls events() {
        return new EventCalls(supervisor, sent, spoken);
    }

    private SupervisorCalls whole() {
        return new SupervisorCalls(supervisor);
    }

    private ServiceCalls services() {
        return new ServiceCalls(supervisor, texts);
    }

    private FigureCalls figures() {
        return new FigureCalls(supervisor);
    }

    private ChangeCalls changes() {
        return new ChangeCalls(supervisor);
    }

    private ActionCalls actions() {
        return new ActionCalls(supervisor);
    }
}
