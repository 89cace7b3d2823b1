package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.core.external.Products;

import java.util.Arrays;
import java.util.function.Function;

/// The doors that external plugins have. The others hand out objects, which no line carries: a
/// supervisor to steer by, a session, a product that is asked on the spot.
@SuppressWarnings("ImmutableEnumChecker") // A door is a record, and its opener has no state.
enum ExternalDoor implements Spelled {
    READY_STRATEGY(Door.READY_STRATEGY, Products::ready),
    HEALTH_CHECK(Door.HEALTH_CHECK, Products::health),
    LIFECYCLE_HOOK(Door.LIFECYCLE_HOOK, Products::hook),
    STATS_HANDLER(Door.STATS_HANDLER, Products::stats),
    EVENT_SUBSCRIBER(Door.EVENT_SUBSCRIBER, Products::subscriber),
    LOG_FORWARDER(Door.LOG_FORWARDER, Products::forwarder),
    DISCOVERY(Door.DISCOVERY, Products::discovery);

    private final Door<?> door;
    private final Function<Products, ?> product;

    <P> ExternalDoor(Door<P> door, Function<Products, P> product) {
        this.door = door;
        this.product = product;
    }

    Door<?> door() {
        return door;
    }

    @Override
    public String word() {
        return door.word();
    }

    /// Makes the product of a door.
    @SuppressWarnings("unchecked") // The constructor has one type for both.
    static <P> P make(Door<P> door, Products products) {
        return (P)
                Arrays.stream(values())
                        .filter(one -> one.door.equals(door))
                        .findFirst()
                        .orElseThrow()
                        .product
                        .apply(products);
    }
}
