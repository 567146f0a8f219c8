package tw.qiao.node.trace;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;

/**
 * Sends spans to a collector (OTLP 1 over HTTP, in JSON), some at a time. Exchanges never wait for it: when the queue
 * is full, or the collector does not take what it is sent, spans are dropped and counted.
 */
final class Collector implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Collector.class.getName());
    private static final int LONGEST_QUEUE = 4096;
    private static final int LARGEST_BATCH = 512;
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long PAUSE_MILLISECONDS = 500;

    private final BlockingQueue<Span> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final LongAdder dropped = new LongAdder();
    private final URI endpoint;
    private final String serviceName;
    private final HttpCalls calls = new HttpCalls(Optional.empty(), PATIENCE, PATIENCE, LARGEST_ANSWER);
    private final Thread thread;
    private volatile boolean closed;
    private boolean isFailing;

    Collector(URI endpoint, String serviceName) {
        this.endpoint = endpoint;
        this.serviceName = serviceName;
        this.thread = Thread.ofPlatform().name("traces").daemon().start(this::run);
    }

    void offer(Span span) {
        if (!queue.offer(span)) {
            dropped.increment();
        }
    }

    long dropped() {
        return dropped.sum();
    }

    int queued() {
        return queue.size();
    }

    private void run() {
        try {
            while (!closed) {
                var first = queue.poll(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
                    send(first);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Span first) {
        var batch = new ArrayList<Span>(LARGEST_BATCH);
        batch.add(first);
        do {
            queue.drainTo(batch, LARGEST_BATCH - batch.size());
            send(batch);
            batch.clear();
        } while (!queue.isEmpty() && !closed);
    }

    private void send(List<Span> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            var answer = calls.send(
                    "POST",
                    endpoint.getScheme() + "://" + endpoint.getRawAuthority(),
                    endpoint.getRawPath().replaceAll("/+$", "") + "/v1/traces",
                    new Fields().add("content-type", "application/json"),
                    Body.of(json(batch).getBytes(StandardCharsets.UTF_8)));
            if (answer.status() / 100 != 2) {
                throw new IOException("it answers with status " + answer.status());
            }
            isFailing = false;
        } catch (IOException | RuntimeException e) {
            dropped.add(batch.size());
            if (!isFailing) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The collector of traces does not take spans: {0}",
                        e.getMessage());
            }
            isFailing = true;
        }
    }

    private String json(List<Span> spans) {
        ObjectNode json = CanonicalJson.MAPPER.createObjectNode();
        var resource = json.putArray("resourceSpans").addObject();
        attribute(resource.putObject("resource"), "service.name", serviceName);
        var scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "tw.qiao.node");
        var array = scope.putArray("spans");
        for (var span : spans) {
            write(span, array.addObject());
        }
        return json.toString();
    }

    private static void write(Span span, ObjectNode json) {
        json.put("traceId", span.context().trace()).put("spanId", span.context().span());
        if (!span.parent().isEmpty()) {
            json.put("parentSpanId", span.parent());
        }
        json.put("name", span.name()).put("kind", span.kind());
        json.put("startTimeUnixNano", Long.toString(span.start()));
        json.put("endTimeUnixNano", Long.toString(span.end()));
        span.attributes().forEach((name, value) -> attribute(json, name, value));
        json.putObject("status").put("code", span.failed() ? 2 : 1);
    }

    private static void attribute(ObjectNode owner, String name, String value) {
        var attribute = owner.withArrayProperty("attributes").addObject();
        attribute.put("key", name);
        attribute.putObject("value").put("stringValue", value);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        calls.close();
    }
}
