package tw.qiao.node.monitoring;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.Problem;
import tw.qiao.node.limit.Overload;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.operations.Crossing;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.registry.KnownNames;
import tw.qiao.node.service.Answer;
import tw.qiao.node.service.ProvidedService;
import tw.qiao.node.service.ServiceCall;
import tw.qiao.node.trace.Tracer;
import tw.qiao.node.trace.Tracer.Outcome;

/** Measures and traces what passes, without a part in it. */
public final class Observation {
    private static final String EXCHANGES = "/r1/";

    private final Metrics metrics;
    private final Tracer tracer;
    private final KnownNames names;

    public Observation(Metrics metrics, Tracer tracer, KnownNames names) {
        this.metrics = metrics;
        this.tracer = tracer;
        this.names = names;
    }

    /** Observes the exchanges that the member's own systems ask for. */
    public Function<Incoming, Reply> ofConsumer(Function<Incoming, Reply> next) {
        return of(next, Crossing.CONSUMER, "x-road-client", "x-road-error");
    }

    /** Observes the exchanges that other nodes ask for. */
    public Function<Incoming, Reply> ofProvider(Function<Incoming, Reply> next) {
        return of(next, Crossing.PROVIDER, "gx-client", "gx-error");
    }

    private Function<Incoming, Reply> of(
            Function<Incoming, Reply> next, String side, String clientField, String errorField) {
        return in -> {
            if (!in.head().path().startsWith(EXCHANGES)) {
                return next.apply(in);
            }
            long start = System.nanoTime();
            String service = names.serviceOfPath(in.head().path());
            String client = names.client(in.head().fields().all(clientField));
            var reply = tracer.serve(
                    side,
                    in.head().fields(),
                    () -> next.apply(in),
                    done -> outcome(service, client, code(done, errorField)));
            PassingBody.atEnd(
                    reply.body(),
                    () -> metrics.count(new Crossing(
                            side,
                            service,
                            client,
                            code(reply, errorField),
                            System.nanoTime() - start,
                            in.arrival().length(),
                            reply.body().length())));
            return reply;
        };
    }

    private static String code(Reply reply, String errorField) {
        List<String> error = reply.head().fields().all(errorField);
        return error.isEmpty() ? code(reply.head().status()) : KnownNames.code(error.getFirst());
    }

    private static String code(int status) {
        return status < 400 ? "ok" : status < 500 ? "http_4xx" : "http_5xx";
    }

    private static Outcome outcome(String service, String client, String code) {
        return new Outcome(
                Map.of("qiao.service", service, "qiao.client", client, "qiao.code", code), !code.equals("ok"));
    }

    /** The same service, observed. */
    public ProvidedService of(ProvidedService service) {
        return new Observed(service);
    }

    private final class Observed implements ProvidedService {
        private final ProvidedService service;

        Observed(ProvidedService service) {
            this.service = service;
        }

        @Override
        public Answer answer(ServiceCall call, String contentType, Body body) {
            long start = System.nanoTime();
            boolean answered = false;
            try {
                var answer = tracer.ask(
                        "service",
                        () -> service.answer(call, contentType, body),
                        done -> new Outcome(
                                Map.of("qiao.service", service.id(), "qiao.code", code(done.status())),
                                done.status() >= 500));
                answered = true;
                return answer;
            } catch (Problem refusal) {
                answered = !refusal.retryable() || Overload.isCauseOf(refusal);
                throw refusal;
            } finally {
                if (answered) {
                    metrics.services().answered(service.id(), System.nanoTime() - start);
                } else {
                    metrics.services().failed(service.id());
                }
            }
        }

        @Override
        public String id() {
            return service.id();
        }

        @Override
        public List<String> methods() {
            return service.methods();
        }

        @Override
        public String pathTemplate() {
            return service.pathTemplate();
        }

        @Override
        public boolean isOpen() {
            return service.isOpen();
        }

        @Override
        public boolean filtersRows() {
            return service.filtersRows();
        }

        @Override
        public long largestBody() {
            return service.largestBody();
        }

        @Override
        public ObjectNode openApi() {
            return service.openApi();
        }
    }
}
