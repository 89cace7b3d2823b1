package dev.reeve.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a start-up has waited for: as the supervisor tells it, and read from the journal in another
/// way than there.
final class StartChain {
    private StartChain() {}

    /// As the supervisor tells it, once all is started: `SERVICE FROM TO`.
    static List<String> told(Household household) throws InterruptedException, IOException {
        Control control = household.control();
        var up =
                household.await(
                        "the start-up has ended",
                        () ->
                                control.items("/v1/threads?status=completed&").stream()
                                        .filter(thread -> thread.get("operation").equals("up"))
                                        .findFirst()
                                        .orElse(null));
        var chain = new ArrayList<String>();
        var timeline = control.get("/v1/threads/" + up.get("id") + "/timeline");
        for (Object step : (List<?>) timeline.get("chain")) {
            var link = (Map<?, ?>) step;
            chain.add(link.get("service") + " " + link.get("from") + " " + link.get("to"));
        }
        return chain;
    }

    /// From the service that was ready last, or done, each time to the one among its dependencies
    /// that was.
    static List<String> ofTheJournal(Control control) throws IOException {
        var began = new HashMap<String, String>();
        var ended = new HashMap<String, String>();
        var order = new HashMap<String, Integer>();
        for (var event : control.items("/v1/events?type=state&")) {
            var to = String.valueOf(((Map<?, ?>) event.get("data")).get("to"));
            var service = String.valueOf(event.get("service"));
            var time = String.valueOf(event.get("time"));
            switch (to) {
                case "starting" -> began.put(service, time);
                case "running", "stopped" -> {
                    if (ended.putIfAbsent(service, time) == null) {
                        // Two may be ready in the same millisecond.
                        order.put(service, order.size());
                    }
                }
                default -> {}
            }
        }
        var chain = new ArrayList<String>();
        String at = last(order, order.keySet());
        while (at != null) {
            chain.addFirst(at + " " + began.get(at) + " " + ended.get(at));
            at = last(order, (Iterable<?>) control.service(at).get("depends_on"));
        }
        return chain;
    }

    private static String last(Map<String, Integer> order, Iterable<?> names) {
        String last = null;
        for (Object name : names) {
            String one = String.valueOf(name);
            if (last == null || order.get(one) > order.get(last)) {
                last = one;
            }
        }
        return last;
    }
}
