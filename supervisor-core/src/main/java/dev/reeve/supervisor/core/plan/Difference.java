package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.control.ReloadAnswer.Change;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.manifest.Manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is different between the plan in force and another one of the same manifest.
///
/// @param changes what is to be done with services
/// @param added bare names, sorted
/// @param removed bare names, sorted
/// @param updated bare names of those whose definition means something else, sorted
/// @param inPlace those of them that go on running
/// @param details what has changed, by service
/// @param notes what holds only when the supervisor itself starts anew, one line each
public record Difference(
        Changes changes,
        List<String> added,
        List<String> removed,
        List<String> updated,
        List<String> inPlace,
        SortedMap<String, List<Change>> details,
        List<String> notes) {
    /// A service's name begins so where it is the supervisor's own.
    private static final String SYSTEM = "system.";

    /// The difference between the services in force and those of a new plan.
    ///
    /// @param before the services in force that come from the manifest
    public static Difference between(Plan old, List<ServicePlan> before, Plan after) {
        Map<String, ServicePlan> known = new LinkedHashMap<>();
        before.forEach(plan -> known.put(plan.name(), plan));
        var added = new ArrayList<ServicePlan>();
        var renewed = new ArrayList<Changes.Renewal>();
        var updated = new TreeSet<String>();
        var inPlace = new TreeSet<String>();
        SortedMap<String, List<Change>> details = new TreeMap<>();
        for (ServicePlan plan : after.services()) {
            ServicePlan was = known.remove(plan.name());
            if (was == null) {
                added.add(plan);
            } else if (!was.spec().equals(plan.spec())) {
                How how = how(was.spec(), plan.spec());
                renewed.add(new Changes.Renewal(plan, how));
                updated.add(plan.name());
                details.put(plan.name(), changes(was.spec(), plan.spec()));
                if (how == How.IN_PLACE) {
                    inPlace.add(plan.name());
                }
            } else if (was.awaited() != plan.awaited()) {
                renewed.add(new Changes.Renewal(was.awaited(plan.awaited()), How.IN_PLACE));
            }
        }
        known.keySet().removeIf(name -> name.startsWith(SYSTEM));
        SortedSet<String> removed = new TreeSet<>(known.keySet());
        return new Difference(
                new Changes(added, renewed, removed),
                added.stream().map(ServicePlan::name).sorted().toList(),
                List.copyOf(removed),
                List.copyOf(updated),
                List.copyOf(inPlace),
                details,
                notes(old.manifest(), after.manifest()));
    }

    /// Whether a run goes on by another definition: only where what it is made by, and where its
    /// output goes in it, is the same.
    public static How how(ServiceSpec before, ServiceSpec after) {
        return before.work().equals(after.work()) && before.logs().merge() == after.logs().merge()
                ? How.IN_PLACE
                : How.ANEW;
    }

    /// What has changed, key by key.
    public static List<Change> changes(ServiceSpec before, ServiceSpec after) {
        Map<String, String> was = Definitions.flat(before);
        Map<String, String> is = Definitions.flat(after);
        Map<String, String> wasShown = Definitions.flatShown(before);
        Map<String, String> isShown = Definitions.flatShown(after);
        Set<String> keys = new TreeSet<>(was.keySet());
        keys.addAll(is.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(was.get(key), is.get(key)))
                .map(key -> new Change(key, wasShown.get(key), isShown.get(key)))
                .collect(Collectors.toList());
    }

    private static List<String> notes(Manifest old, Manifest now) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("name", old.name().equals(now.name()));
        same.put("base_directory", old.baseDirectory().equals(now.baseDirectory()));
        same.put("state_directory", old.stateDirectory().equals(now.stateDirectory()));
        same.put("control", old.control().equals(now.control()));
        Manifest.Settings was = old.settings();
        Manifest.Settings is = now.settings();
        same.put("exit_when_idle", was.exitWhenIdle() == is.exitWhenIdle());
        same.put("max_concurrent_starts", was.maxConcurrentStarts() == is.maxConcurrentStarts());
        same.put(
                "plugins",
                was.pluginsDirectory().equals(is.pluginsDirectory())
                        && was.watchPlugins() == is.watchPlugins()
                        && Objects.equals(was.trust(), is.trust())
                        && was.faults().equals(is.faults()));
        same.put("subscribers", was.subscribers().equals(is.subscribers()));
        same.put("producers", was.producers().equals(is.producers()));
        same.put(
                "history",
                was.historyEvents() == is.historyEvents()
                        && was.historyMessages() == is.historyMessages()
                        && was.historyThreads() == is.historyThreads());
        return same.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(
                        entry ->
                                "`%s` has changed: that holds when the supervisor starts anew"
                                        .formatted(entry.getKey()))
                .toList();
    }
}
