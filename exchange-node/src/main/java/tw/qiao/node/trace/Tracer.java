package tw.qiao.node.trace;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tw.qiao.node.message.Fields;

/**
 * Follows exchanges through this node. The context of the asker is handed on in any case; spans are made only where a
 * collector is set, and of traces that the asker samples or has not begun.
 */
public final class Tracer implements AutoCloseable {
    private static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

    private final Optional<Collector> collector;
    private final Clock clock;

    /**
     * What a span tells about its outcome.
     *
     * @param attributes names and codes
     * @param failed whether it failed
     */
    public record Outcome(Map<String, String> attributes, boolean failed) {}

    /** @param endpoint the address of a collector that takes OTLP over HTTP, such as {@code http://127.0.0.1:4318} */
    public Tracer(Optional<URI> endpoint, String serviceName, Clock clock) {
        this.collector = endpoint.map(address -> new Collector(address, serviceName));
        this.clock = clock;
    }

    /** Does {@code work} for a request with {@code fields}, as a span that serves it. */
    public <T> T serve(String name, Fields fields, Supplier<T> work, Function<T, Outcome> outcome) {
        var lines = fields.all(TraceContext.FIELD);
        var asked = lines.size() == 1 ? TraceContext.parse(lines.getFirst()).orElse(null) : null;
        if (collector.isEmpty()) {
            return asked == null ? work.get() : within(asked, work);
        }
        return span(name, 2, asked, work, outcome);
    }

    /** Does {@code work}, which asks another system, as a span of its own. */
    public <T> T ask(String name, Supplier<T> work, Function<T, Outcome> outcome) {
        return collector.isEmpty() || !CURRENT.isBound() ? work.get() : span(name, 3, CURRENT.get(), work, outcome);
    }

    private static <T> T within(TraceContext context, Supplier<T> work) {
        return ScopedValue.where(CURRENT, context).call(work::get);
    }

    private <T> T span(
            String name, int kind, @Nullable TraceContext parent, Supplier<T> work, Function<T, Outcome> outcome) {
        var context = parent == null ? TraceContext.start() : parent.child();
        if (!context.sampled()) {
            return within(context, work);
        }
        long start = now();
        var told = new Outcome(Map.of(), true);
        try {
            T result = within(context, work);
            told = outcome.apply(result);
            return result;
        } finally {
            collector
                    .orElseThrow()
                    .offer(new Span(
                            context,
                            parent == null ? "" : parent.span(),
                            name,
                            kind,
                            start,
                            now(),
                            told.attributes(),
                            told.failed()));
        }
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Adds the present context to the fields of a request that goes out, if there is one and it is not there yet. */
    public static void handOn(Fields fields) {
        if (CURRENT.isBound() && !fields.has(TraceContext.FIELD)) {
            fields.add(TraceContext.FIELD, CURRENT.get().header());
        }
    }

    /** How many spans were dropped because the collector was away or too slow. */
    public long dropped() {
        return collector.map(Collector::dropped).orElse(0L);
    }

    /** How many spans wait to be sent. */
    public int queued() {
        return collector.map(Collector::queued).orElse(0);
    }

    @Override
    public void close() {
        collector.ifPresent(Collector::close);
    }
}
