package tw.qiao.node;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Appending;
import tw.qiao.node.Authorisation.Decision;
import tw.qiao.node.Authorisation.Question;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.evidence.Facts;
import tw.qiao.node.limit.Limits;
import tw.qiao.node.limit.Overload;
import tw.qiao.node.limit.PassingPlaces;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.message.EndToEnd;
import tw.qiao.node.message.ExchangeSignature;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.RequestQuery;
import tw.qiao.node.message.ServicePath;
import tw.qiao.node.monitoring.OperationTimes;
import tw.qiao.node.parts.NodeParts;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.service.Answer;
import tw.qiao.node.service.ProvidedService;
import tw.qiao.node.service.ServiceCall;
import tw.qiao.node.store.ExchangeRecord;
import tw.qiao.node.store.KeptMessage;

/**
 * Takes signed requests of other members and lets its services answer those that a grant allows. A change is in the
 * evidence log before the service sees it, a reading before its answer leaves the node: nothing is done by a reading
 * that nobody is told of. The answer is in the log before the consumer sees it.
 */
final class ProviderSide {
    private final NodeParts parts;
    private final Evidence evidence;
    private final PeerVerifier verifier;
    private final Services services;
    private final Clock clock;
    private final Sisters sisters;
    private final KeptExchanges kept;

    ProviderSide(
            NodeParts parts,
            Evidence evidence,
            PeerVerifier verifier,
            Services services,
            Sisters sisters,
            Clock clock) {
        this.parts = parts;
        this.evidence = evidence;
        this.verifier = verifier;
        this.services = services;
        this.sisters = sisters;
        this.clock = clock;
        this.kept = new KeptExchanges(parts.store(), evidence, clock);
    }

    /**
     * What a request is answered.
     *
     * @param answer the answer, which was not recorded yet
     * @param exchange what is to be kept of it; nothing when the answer was given before
     * @param requestRecorded makes sure that the request is in the log, as it is once a later entry is
     * @param still refuses to tell it once the grant or the asking node is revoked
     */
    record Answered(Answer answer, Optional<ExchangeRecord> exchange, Runnable requestRecorded, Runnable still) {}

    /** Answers a request whose signature is {@code signature}. */
    Answered answer(Incoming in, ExchangeSignature signature, Facts facts) {
        if (in.arrival().isAwaited()) { // outside, so that a large body holds no place while it comes
            var admission = inside(in, facts, () -> admitted(in, signature, facts));
            verifier.verifyBody(in);
            Authorisation.requireStill(parts.registry().current(), admission.decision());
            return inside(in, facts, () -> answered(admission, in, signature, facts));
        }
        return inside(in, facts, () -> answered(admitted(in, signature, facts), in, signature, facts));
    }

    private <T> T inside(Incoming in, Facts facts, Supplier<T> work) {
        return parts.limits().entrance().through(in.peerKey(), work, () -> noteUnverified(in, facts));
    }

    /** What a refusal before any verification names: the key of the connection, and the id that it is an answer to. */
    private static void noteUnverified(Incoming in, Facts facts) {
        String gxId = ConsumerRequest.uuid(in.head().fields().required("gx-id"));
        facts.put("gx_id", gxId).put("peer_key", in.peerKey());
    }

    /** What a request may do, by its head alone. */
    private record Admission(ProvidedService service, Call call, Decision decision) {}

    private Admission admitted(Incoming in, ExchangeSignature signature, Facts facts) {
        verifier.verifyHead(in, signature, facts);
        if (!in.arrival().isAwaited()) {
            verifier.verifyBody(in);
        }
        var call = call(in.head(), facts);
        var service = services.find(call.path().serviceId());
        facts.put("service", service.id());
        requireCarried(service, in.arrival().declared());
        var decision = decide(service, call);
        facts.put("template", decision.template()).put("grant", decision.grantId());
        return new Admission(service, call, decision);
    }

    private Answered answered(Admission admission, Incoming in, ExchangeSignature signature, Facts facts) {
        requireCarried(admission.service(), in.body().length());
        return sisters.underWay()
                .once(
                        facts.gxId(),
                        () -> answerOnce(
                                admission.service(), admission.call(), admission.decision(), in, signature, facts));
    }

    /** What is asked, in the one form in which it was signed. */
    private record Call(ServicePath path, RequestQuery query, Question question) {}

    private static Call call(RequestHead head, Facts facts) {
        var path = ServicePath.parse(head.path());
        var query = RequestQuery.parse(head.query());
        Fields fields = head.fields();
        if (!path.canonical().equals(head.path()) || !query.canonical().equals(head.query())) {
            throw Faults.providerNode("invalid_request", "Path and query must come in canonical form");
        }
        if (!path.serviceId().equals(fields.required("gx-service"))) {
            throw Faults.providerNode("inconsistent_headers", "gx-service must be the service of the path");
        }
        EndToEnd.unpacked(fields); // refuses what no node may carry, before anything is recorded as done
        facts.put("method", head.method());
        var question = new Question(
                fields.required("gx-client"),
                path.serviceId(),
                head.method(),
                path.remainder(),
                fields.required("gx-purpose"),
                fields.required("gx-basis"));
        return new Call(path, query, question);
    }

    private static void requireCarried(ProvidedService service, long length) {
        if (length > service.largestBody()) {
            throw Problem.of(
                    "server.serverproxy.body_too_large",
                    413,
                    false,
                    "The service takes bodies of at most " + service.largestBody() + " octets");
        }
    }

    private Decision decide(ProvidedService service, Call call) {
        if (!service.methods().contains(call.question().method())) {
            throw Faults.providerNode("access_denied", "The service does not answer this method");
        }
        if (service.isOpen()) {
            return Decision.open(service.pathTemplate());
        }
        var decision = Authorisation.decide(parts.registry().current(), call.question(), clock.instant());
        if (decision.rows().isPresent() && !service.filtersRows()) {
            throw Faults.providerNode(
                    "access_denied", "The grant is for some rows, which the service cannot tell apart");
        }
        return decision;
    }

    private Answered answerOnce(
            ProvidedService service,
            Call call,
            Decision decision,
            Incoming in,
            ExchangeSignature signature,
            Facts facts) {
        String content = Courier.base64(signature.covered().content());
        var known = kept.answer(facts.gxId(), content);
        if (known.isPresent()) {
            return new Answered(known.get(), Optional.empty(), () -> {}, () -> {});
        }
        kept.requireSameAsRecorded(call.question().method(), signature, facts);
        if (!call.question().method().equals("GET")) {
            sisters.requireUnknown(in.head(), facts.gxId());
        }
        var use = new Limits.Use(
                decision.grantId(),
                decision.quota(),
                service.id(),
                call.question().client(),
                Deadline.remaining(signature, in.bodyTook(), clock));
        var recording = new AtomicReference<Runnable>(() -> {});
        var answer = parts.limits().answer(use, () -> {
            var request = record(signature, facts);
            recording.set(() -> requireDurable(request));
            if (!call.question().method().equals("GET")) {
                requireDurable(request); // that of a GET is durable once the entry of its answer or refusal is
            }
            return ask(service, call, decision, in, signature, facts);
        });
        Runnable still = () -> requireStill(decision, signature);
        still.run();
        PassingBody.of(answer.body()).ifPresent(body -> sisters.underWay().until(body, facts.gxId()));
        var exchange = kept.record(call.question(), answer, in.head().fields(), content, facts);
        return new Answered(answer, Optional.of(exchange), recording.get(), still);
    }

    private void requireStill(Decision decision, ExchangeSignature signature) {
        var registry = parts.registry().current();
        Authorisation.requireStill(registry, decision);
        if (registry.peerBySigningKey(signature.text("keyid")).isEmpty()) {
            throw Faults.providerNode("unknown_member", "The signing key is not in the registry any more");
        }
    }

    private Answer ask(
            ProvidedService service,
            Call call,
            Decision decision,
            Incoming in,
            ExchangeSignature signature,
            Facts facts) {
        var place = parts.limits().passing().of(service.id(), call.question().client());
        return place.during(() -> OperationTimes.outside(() -> service.answer(
                new ServiceCall(
                        call.question().method(),
                        call.question().client(),
                        facts.gxId(),
                        call.path().more(),
                        call.path().remainder(),
                        call.query(),
                        in.head(),
                        decision.fields(),
                        decision.rows(),
                        Deadline.remaining(signature, in.bodyTook(), clock),
                        passing(in, signature, place)),
                in.head().fields().single("content-type").orElse(""),
                in.body())));
    }

    /**
     * An answer may be passed on while it comes where the consumer's node signed that it takes trailers. Where there is
     * no place for it, a reading may be asked again; what a change is answered is taken in.
     */
    private static ServiceCall.Passing passing(Incoming in, ExchangeSignature signature, PassingPlaces.Place place) {
        String method = in.head().method();
        if (!signature.takesTrailers() || !in.inChunks() || method.equals("HEAD")) {
            return ServiceCall.Passing.NEVER;
        }
        return () -> {
            boolean begins = place.take();
            if (!begins && method.equals("GET")) {
                throw Overload.passing();
            }
            return begins;
        };
    }

    private Appending record(ExchangeSignature signature, Facts facts) {
        var kept = new KeptMessage(signature.covered().base(), signature.signature());
        return logged(() ->
                evidence.begin("request", facts, (entry, key) -> parts.store().attach(entry, key, facts.salt(), kept)));
    }

    private static void requireDurable(Appending recording) {
        logged(recording::await);
    }

    private static <T> T logged(Supplier<T> recording) {
        try {
            return recording.get();
        } catch (Problem e) {
            throw Faults.unavailable("logging_failed", "The evidence log or the private store cannot be written");
        }
    }
}
