package tw.qiao.platform.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tw.qiao.kernel.CanonicalJson;

/** The chain of hashes (雜湊鏈) that makes a change in the history of a case visible. */
final class Chain {
    /** The hash before the first event. */
    static final String START = "0".repeat(64);

    private static final JsonMapper MAPPER = CanonicalJson.MAPPER
            .rebuild()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Chain() {}

    /** The SHA-256 over the canonical JSON (RFC 8785) of everything in {@code event} but its hash, in hexadecimal. */
    static String hash(CaseEvent event) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(event.content()));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }

    /** The details as they are kept. */
    static JsonNode kept(CaseEvent.Details details) {
        return MAPPER.valueToTree(details);
    }

    /** The details that were kept. */
    static CaseEvent.Details read(String kept) {
        return MAPPER.readValue(kept, CaseEvent.Details.class);
    }

    /** Whether {@code events} are all events of {@code file}, unchanged, in order, and lead to where it stands. */
    static boolean verifies(CaseFile file, List<CaseEvent> events) {
        String previous = START;
        String state = "";
        for (int i = 0; i < events.size(); i++) {
            CaseEvent event = events.get(i);
            boolean linked = event.seq() == i + 1
                    && event.caseId().equals(file.id())
                    && event.previousHash().equals(previous)
                    && event.from().equals(state)
                    && event.hash().equals(hash(event));
            if (!linked) {
                return false;
            }
            previous = event.hash();
            state = event.to();
        }
        return events.size() == file.version() && previous.equals(file.head()) && state.equals(file.state());
    }
}
