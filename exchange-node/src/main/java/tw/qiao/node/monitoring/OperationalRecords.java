package tw.qiao.node.monitoring;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.RequestQuery;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.registry.RegistryCache;

/**
 * The records of recent exchanges for operational monitoring (PR-OPMON), in memory: the oldest give way, and how many
 * did is told. They hold whom a request was for, so only the member's own systems may read them.
 */
public final class OperationalRecords {
    private static final String PATH = "/operational-data";

    /** How many records a node keeps. */
    public static final int MOST = 20_000;

    private final RegistryCache registry;
    private final Clock clock;
    private final int most;
    private final Deque<OperationalRecord> records = new ArrayDeque<>();
    private long dropped;

    public OperationalRecords(RegistryCache registry, Clock clock, int most) {
        this.registry = registry;
        this.clock = clock;
        this.most = most;
    }

    /** Answers by {@code front}, and keeps a record of every request for a service. */
    public Function<Incoming, Reply> watching(OperationalRecord.Role role, Function<Incoming, Reply> front) {
        return in -> {
            if (!in.head().path().startsWith("/r1/")) {
                boolean asked = role == OperationalRecord.Role.CLIENT
                        && in.head().path().equals(PATH)
                        && in.head().method().equals("GET");
                return asked ? answer(in.head().query()) : front.apply(in);
            }
            var times = new AtomicReference<>(OperationTimes.NONE);
            long begin = clock.millis();
            Reply reply = ScopedValue.where(OperationTimes.CURRENT, times).call(() -> front.apply(in));
            PassingBody.atEnd(
                    reply.body(),
                    () -> keep(OperationalRecord.of(role, in, reply, begin, times.get(), clock.millis())));
            return reply;
        };
    }

    private synchronized void keep(OperationalRecord record) {
        if (records.size() == most) {
            records.removeFirst();
            dropped++;
        }
        records.addLast(record);
    }

    private synchronized List<OperationalRecord> kept() {
        return List.copyOf(records);
    }

    private synchronized long dropped() {
        return dropped;
    }

    /** The records from the second {@code from} to the second {@code to}, of one client where it is named. */
    private Reply answer(String rawQuery) {
        var query = RequestQuery.parse(rawQuery);
        if (!List.of("from", "to", "client").containsAll(query.values().keySet())) {
            throw Faults.client("invalid_request", "The query may have from, to and client");
        }
        long from = second(query, "from", 0);
        long to = second(query, "to", Long.MAX_VALUE / 1000);
        var client = query.value("client");
        var known = registry.current();
        ObjectNode out = CanonicalJson.MAPPER.createObjectNode();
        var list = out.putArray("records");
        for (OperationalRecord record : kept()) {
            boolean inTime = record.second() >= from && record.second() <= to;
            if (inTime && (client.isEmpty() || client.get().equals(record.client()))) {
                list.add(record.json(known));
            }
        }
        out.put("dropped", dropped());
        return Reply.json(200, out.toString());
    }

    private static long second(RequestQuery query, String name, long otherwise) {
        try {
            return query.value(name).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw wrong(name);
        }
    }

    private static Problem wrong(String name) {
        return Faults.client("invalid_request", name + " must be a time in seconds since 1970");
    }
}
