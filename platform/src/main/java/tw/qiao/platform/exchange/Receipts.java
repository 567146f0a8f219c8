package tw.qiao.platform.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.log.ProvenEntry;
import tw.qiao.kernel.log.Receipt;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.platform.site.Bilingual;

/**
 * Checks what both parties' logs say about a crossing: entries are proved to stand in logs that the registry's keys
 * signed, and both sides committed to the same request and the same answer.
 */
@Service
public class Receipts {
    private static final int REMEMBERED = 10_000;
    private static final Set<String> KINDS = Set.of("request", "response", "refusal");

    private final Exchange exchange;
    private final TrustedRegistry registry;
    private final Map<String, ReceiptCheck> held = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReceiptCheck> eldest) {
            return size() > REMEMBERED;
        }
    });

    Receipts(Exchange exchange, TrustedRegistry registry) {
        this.exchange = exchange;
        this.registry = registry;
    }

    /**
     * Checks the evidence of a crossing between two parties. What held once cannot cease to hold, and is remembered.
     * Never throws for what is wrong: it is a finding.
     *
     * @param consumer the subsystem that asked
     * @param provider the subsystem that answered
     */
    public ReceiptCheck check(UUID exchangeId, String consumer, String provider) {
        String key = exchangeId + " " + consumer + " " + provider;
        ReceiptCheck known = held.get(key);
        if (known != null) {
            return known;
        }
        try {
            ReceiptCheck check =
                    check(exchangeId, consumer, provider, registry.current(), exchange.evidence(exchangeId));
            if (check.holds()) {
                held.put(key, check);
            }
            return check;
        } catch (Problem problem) {
            String finding = problem.retryable() ? "unreachable" : "none";
            return new ReceiptCheck(exchangeId, List.of(), List.of(finding));
        }
    }

    private static ReceiptCheck check(
            UUID exchangeId, String consumer, String provider, Registry registry, JsonNode evidence) {
        List<ReceiptCheck.Side> sides = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (String role : List.of("consumer", "provider")) {
            String party = role.equals("consumer") ? consumer : provider;
            JsonNode told = side(evidence, role);
            Member member = registry.memberOf(party).orElse(null);
            if (told == null) {
                findings.add(isUnreachable(evidence, role) ? "unreachable" : "missing-" + role);
            } else if (member == null) {
                findings.add("not-proved-" + role);
            } else {
                sides.add(checked(role, member, told, exchangeId, findings));
            }
        }
        if (sides.size() == 2) {
            compare(sides.getFirst(), sides.getLast(), findings);
        }
        return new ReceiptCheck(exchangeId, sides, findings.stream().distinct().toList());
    }

    private static boolean isUnreachable(JsonNode evidence, String role) {
        for (JsonNode unreachable : evidence.path("unreachable")) {
            if (unreachable.stringValue("").equals(role)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable JsonNode side(JsonNode evidence, String role) {
        for (JsonNode side : evidence.path("sides")) {
            if (side.path("role").stringValue("").equals(role)) {
                return side;
            }
        }
        return null;
    }

    private static ReceiptCheck.Side checked(
            String role, Member member, JsonNode told, UUID exchangeId, List<String> findings) {
        String origin = told.path("origin").stringValue("");
        Bilingual name = new Bilingual(member.nameZh(), member.nameEn());
        try {
            Receipt receipt = CanonicalJson.MAPPER.treeToValue(told, Receipt.class);
            NodeAddress node = member.nodes().stream()
                    .filter(address -> address.logOrigin().equals(origin))
                    .findFirst()
                    .orElseThrow(() -> Problem.forbidden("log_unknown", "The registry knows no such log"));
            Checkpoint state = receipt.verify(node.logKey(), node.logOrigin());
            List<ReceiptCheck.Entry> entries =
                    receipt.entries().stream().map(Receipts::entry).toList();
            requireOfThisExchange(receipt, role, exchangeId, findings);
            return new ReceiptCheck.Side(
                    role,
                    member.id(),
                    name,
                    origin,
                    node.logKey().id(),
                    state.size(),
                    state.root().base64(),
                    true,
                    entries);
        } catch (Problem | JacksonException | IllegalArgumentException wrong) {
            findings.add("not-proved-" + role);
            return new ReceiptCheck.Side(role, member.id(), name, origin, "", 0, "", false, List.of());
        }
    }

    private static void requireOfThisExchange(Receipt receipt, String role, UUID exchangeId, List<String> findings) {
        for (ProvenEntry entry : receipt.entries()) {
            JsonNode content = content(entry);
            if (!content.path("gx_id").stringValue("").equals(exchangeId.toString())
                    || !content.path("side").stringValue(role).equals(role)) {
                findings.add("other-" + role);
            }
        }
    }

    private static JsonNode content(ProvenEntry entry) {
        return CanonicalJson.MAPPER.readTree(new String(entry.content(), StandardCharsets.UTF_8));
    }

    private static ReceiptCheck.Entry entry(ProvenEntry entry) {
        JsonNode content = content(entry);
        String kind = content.path("kind").stringValue("");
        return new ReceiptCheck.Entry(
                KINDS.contains(kind) ? kind : "other",
                entry.index(),
                time(content.path("time").stringValue("")),
                Hash.leaf(entry.content()).base64(),
                entry.proof().size(),
                content.path(kind).stringValue(""));
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private static void compare(ReceiptCheck.Side consumer, ReceiptCheck.Side provider, List<String> findings) {
        if (!consumer.proved() || !provider.proved()) {
            return;
        }
        for (String kind : List.of("request", "response")) {
            if (consumer.commitment(kind).isEmpty() || provider.commitment(kind).isEmpty()) {
                findings.add("no-" + kind);
            } else if (!consumer.commitment(kind).equals(provider.commitment(kind))) {
                findings.add("different-" + kind);
            }
        }
    }
}
