package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.CertificateEncodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.archive.StoredArchive;
import tw.qiao.node.bundle.Wanted;
import tw.qiao.node.evidence.Evidence;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.RequestQuery;
import tw.qiao.node.parts.NodeParts;
import tw.qiao.node.timestamp.CheckpointStamps;

/**
 * Where the member's own systems fetch proofs, under the addresses of X-Road's message log: {@code /asic} is the bundle
 * of one exchange, {@code /verificationconf} what an offline verifier is to trust; {@code /timestamps} says how far the
 * time stamps have come.
 */
final class ProofFront {
    private static final List<String> SUBSYSTEM =
            List.of("xRoadInstance", "memberClass", "memberCode", "subsystemCode");

    private final NodeParts parts;
    private final EvidenceBundles bundles;
    private final Evidence asConsumer;
    private final Evidence asProvider;
    private final CheckpointStamps stamps;

    ProofFront(
            NodeParts parts,
            EvidenceBundles bundles,
            Evidence asConsumer,
            Evidence asProvider,
            CheckpointStamps stamps) {
        this.parts = parts;
        this.bundles = bundles;
        this.asConsumer = asConsumer;
        this.asProvider = asProvider;
        this.stamps = stamps;
    }

    /** The page at the path of a GET; empty for paths of others. */
    Optional<Reply> find(RequestHead head) {
        return switch (head.path()) {
            case "/asic" -> Optional.of(asic(RequestQuery.parse(head.query())));
            case "/verificationconf" -> Optional.of(file("application/zip", "verificationconf.zip", configuration()));
            case "/timestamps" ->
                Optional.of(Reply.json(
                        200, new String(CanonicalJson.bytes(stamps.state().json()), UTF_8)));
            default -> Optional.empty();
        };
    }

    private static Reply file(String type, String name, byte[] content) {
        return Reply.of(200, type, Body.of(content))
                .with("content-disposition", "attachment; filename=\"" + name + "\"");
    }

    private Reply asic(RequestQuery query) {
        String gxId = ConsumerRequest.uuid(required(query, "queryId"));
        String subsystem = String.join(
                "/", SUBSYSTEM.stream().map(name -> required(query, name)).toList());
        if (!subsystem.startsWith(parts.settings().member() + "/")) {
            throw Problem.unauthenticated("not_own_subsystem", "Bundles are made for this node's own member only");
        }
        var wanted = wanted(query);
        requireParty(gxId, subsystem, wanted);
        long last = last(gxId);
        stamps.awaitWitnesses(last);
        if (query.value("force").isPresent()) {
            stamps.stampNow(last);
        }
        return file(EvidenceBundles.TYPE, gxId + ".asics", bundles.bundle(gxId, wanted));
    }

    private static String required(RequestQuery query, String name) {
        return query.value(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> Problem.invalid("parameter_missing", "The query needs " + name));
    }

    private static Wanted wanted(RequestQuery query) {
        boolean request = query.value("requestOnly").isPresent();
        boolean response = query.value("responseOnly").isPresent();
        if (request && response) {
            throw Problem.invalid("parameters_contradict", "Ask for requestOnly or responseOnly, not both");
        }
        if (query.value("unique").isPresent() && !request && !response) {
            throw Problem.invalid("parameters_contradict", "unique needs requestOnly or responseOnly");
        }
        boolean bodies = query.value("bodies").filter("true"::equals).isPresent();
        return new Wanted(!response, !request, bodies);
    }

    private void requireParty(String gxId, String subsystem, Wanted wanted) {
        boolean known = entries(gxId)
                .anyMatch(entry -> wanted.test(entry.path("kind").stringValue(""))
                        && (entry.path("client").stringValue("").equals(subsystem)
                                || entry.path("service").stringValue("").startsWith(subsystem + "/")));
        if (!known) {
            throw Problem.notFound("evidence_not_found", "The subsystem was no party of such an exchange");
        }
    }

    private Stream<JsonNode> entries(String gxId) {
        return Stream.of(asConsumer, asProvider).flatMap(side -> side.entries(gxId));
    }

    private long last(String gxId) {
        return Stream.of(asConsumer, asProvider)
                .flatMap(side -> side.indices(gxId).stream())
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
    }

    private byte[] configuration() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("registry.json", parts.registry().signed().getBytes(UTF_8));
        files.put("registry-key.txt", parts.settings().registryKey().base64().getBytes(UTF_8));
        files.put("policy.txt", bundles.policy().getBytes(UTF_8));
        int number = 0;
        for (var authority : parts.settings().options().timeStampAuthorities()) {
            try {
                files.put(
                        "authorities/" + ++number + ".crt",
                        authority.certificate().getEncoded());
            } catch (CertificateEncodingException e) {
                throw Problem.unavailable("certificate_unreadable", "A certificate cannot be written", e);
            }
        }
        return StoredArchive.write(files);
    }
}
