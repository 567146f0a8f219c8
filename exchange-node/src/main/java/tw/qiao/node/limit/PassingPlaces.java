package tw.qiao.node.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import tw.qiao.node.service.Answer;

/**
 * The places of answers of own services that are passed on while they come. Nobody waits for one, so some are always
 * left for those who come later: no client and no service holds more of them than are free. One that is alone gets
 * half, two get a third each.
 */
public final class PassingPlaces {
    private static final int MOST = 128;

    private final Map<String, Integer> held = new HashMap<>();
    private int free;

    /** As many as a node has. */
    public PassingPlaces() {
        this(MOST);
    }

    PassingPlaces(int places) {
        this.free = places;
    }

    /** A place for the answer of {@code service} to {@code client}, once somebody takes it. */
    public Place of(String service, String client) {
        return new Place("service " + service, "client " + client);
    }

    private synchronized boolean take(Place place) {
        if (free <= count(place.service) || free <= count(place.client)) {
            return false;
        }
        free--;
        held.merge(place.service, 1, Integer::sum);
        held.merge(place.client, 1, Integer::sum);
        return true;
    }

    private int count(String holder) {
        return held.getOrDefault(holder, 0);
    }

    private synchronized void leave(Place place) {
        free++;
        held.computeIfPresent(place.service, (_, count) -> count == 1 ? null : count - 1);
        held.computeIfPresent(place.client, (_, count) -> count == 1 ? null : count - 1);
    }

    /** The place of one answer. */
    public final class Place {
        private final String service;
        private final String client;
        private boolean taken;

        private Place(String service, String client) {
            this.service = service;
            this.client = client;
        }

        /** Takes it, and says whether there is one. */
        public boolean take() {
            taken = taken || PassingPlaces.this.take(this);
            return taken;
        }

        /** Has it while {@code work} makes an answer, and until that has been passed on. */
        public Answer during(Supplier<Answer> work) {
            return Places.during(work, Answer::body, this::leave);
        }

        private void leave() {
            if (taken) {
                taken = false;
                PassingPlaces.this.leave(this);
            }
        }
    }
}
