package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ServiceView;
import dev.reeve.supervisor.api.control.Adoption;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Which services there are can change while the supervisor runs.
final class ChangeCalls {
    /// Nothing is defined between a look at what there is and the change that depends on it; by
    /// whichever entrance it comes.
    private static final ReentrantLock DEFINING = new ReentrantLock();

    private final Supervisor supervisor;
    private final Registry registry;

    ChangeCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
        registry = new Registry(supervisor);
    }

    /// `{"name": …}` and the keys of a service in the manifest. Those are the supervisor's to
    /// check.
    Answer add(Call call) throws Refusal, InterruptedException {
        Map<String, Object> definition = Body.whole(call);
        if (!(definition.get("name") instanceof String name) || name.isEmpty()) {
            throw Refusal.badValue("name", "`name` is missing: what the service is to be called");
        }
        return service(Waiting.on(supervisor.add(definition)), name, 201);
    }

    /// The same, with the name in the path; the body may repeat it. With `If-Match`, only where the
    /// definition is still the one that the sender knows.
    Answer define(Call call) throws Refusal, InterruptedException {
        DEFINING.lockInterruptibly();
        try {
            return defineAlone(call);
        } finally {
            DEFINING.unlock();
        }
    }

    private Answer defineAlone(Call call) throws Refusal, InterruptedException {
        var definition = new LinkedHashMap<>(Body.whole(call));
        List<ServiceSnapshot> there = supervisor.services().items();
        String name = bare(call.service(), there);
        Object said = definition.remove("name");
        if (said != null && !said.equals(name)) {
            throw Refusal.badValue("name", "`name` must be that of the path, `" + name + "`");
        }
        Version.check(call, version(name));
        boolean fresh = there.stream().noneMatch(each -> each.name().equals(name));
        return service(Waiting.on(supervisor.define(name, definition)), name, fresh ? 201 : 200);
    }

    /// That of its definition, or null where there is none.
    private @Nullable Version version(String name) {
        Supervisor.Definition present = supervisor.definition(name);
        return present == null
                ? null
                : Version.of(Answer.json(ServiceView.definition(present)).body());
    }

    private static String bare(String name, List<ServiceSnapshot> there) throws Refusal {
        if (name.indexOf(':') < 0) {
            return name;
        }
        return there.stream()
                .filter(each -> each.key().toString().equals(name))
                .map(ServiceSnapshot::name)
                .findFirst()
                .orElseThrow(() -> Registry.unknown(name, there));
    }

    Answer remove(Call call) throws Refusal, InterruptedException {
        Body.of(call);
        boolean stop = call.query().flag("stop", false);
        String target = registry.find(call.service()).target();
        return switch (Waiting.on(supervisor.remove(target, stop))) {
            case Reply.Done _ -> Answer.NOTHING;
            case Reply.Failed failed -> throw ActionCalls.failed(failed);
            case Reply.Refused refused -> throw ActionCalls.refused(refused);
        };
    }

    /// What is unknown here is the process, not a service: that is no wrong path.
    Answer adopt(Call call) throws Refusal, InterruptedException {
        Body body = Body.of(call, "pid", "name", "start_time");
        Long pid = body.number("pid");
        if (pid == null) {
            throw Refusal.badValue("pid", "`pid` is missing: the number of the process");
        }
        String name = body.neededText("name");
        Reply reply =
                Waiting.on(supervisor.adopt(new Adoption(pid, name, body.number("start_time"))));
        if (reply instanceof Reply.Refused(_, var kind, var text, List<Problem> problems)
                && kind == Reply.Kind.UNKNOWN) {
            throw Refusal.of(409, "conflict", text, problems);
        }
        return service(reply, name, 201);
    }

    private Answer service(Reply reply, String name, int status) throws Refusal {
        return switch (reply) {
            case Reply.Done _ -> {
                Registry.Found found = registry.find(name);
                var view = ServiceView.of(found.service(), found.seq());
                yield status == 201
                        ? Answer.json(201, view, Map.of("Location", place(found)))
                        : Answer.json(view);
            }
            case Reply.Failed failed -> throw ActionCalls.failed(failed);
            case Reply.Refused refused -> throw ActionCalls.refused(refused);
        };
    }

    private static String place(Registry.Found found) {
        return "/v1/services/" + found.target();
    }
}
