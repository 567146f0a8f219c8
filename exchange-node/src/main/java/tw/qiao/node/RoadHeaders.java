package tw.qiao.node;

import java.util.Optional;
import java.util.UUID;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.Identifier;
import tw.qiao.node.message.ServicePath;

/** The header fields of X-Road's REST protocol in a system's request (PR-REST 4.3), and their forms. */
final class RoadHeaders {
    private static final int LONGEST = 255;
    private static final int SUBSYSTEM = 4;
    private static final int UUID_LENGTH = 36;

    private RoadHeaders() {}

    /** The subsystem that asks. */
    static String client(Fields fields) {
        return Identifier.decoded(fields.required("x-road-client"), SUBSYSTEM)
                .orElseThrow(() -> Faults.client(
                        "invalid_client_identifier", "X-Road-Client must be INSTANCE/CLASS/MEMBER/SUBSYSTEM"));
    }

    /** The message id that the system chose, if any. */
    static Optional<String> messageId(Fields fields) {
        return fields.single("x-road-id").map(id -> plain("X-Road-Id", id));
    }

    /** The message id as it may be shown in a refusal, whatever came. */
    static Optional<String> shownMessageId(Fields fields) {
        return fields.all("x-road-id").stream().filter(RoadHeaders::isPlain).findFirst();
    }

    /** Refuses a header that does not have its form. */
    static void check(Fields fields, ServicePath path) {
        fields.single("x-road-userid").ifPresent(user -> plain("X-Road-UserId", user));
        fields.single("x-road-issue").ifPresent(issue -> plain("X-Road-Issue", issue));
        fields.single("x-road-represented-party").ifPresent(RoadHeaders::checkParty);
        fields.single("x-road-security-server").ifPresent(server -> checkServer(server, path));
    }

    private static void checkParty(String party) {
        int parts = party.indexOf('/') < 0 ? 1 : 2;
        if (Identifier.decoded(party, parts).isEmpty()) {
            throw Faults.client("invalid_request", "X-Road-Represented-Party must be CODE or CLASS/CODE");
        }
    }

    /** All nodes of a member are equal here, so a server can only be named wrongly by naming another member's. */
    private static void checkServer(String server, ServicePath path) {
        String id = Identifier.decoded(server, SUBSYSTEM)
                .orElseThrow(() -> Faults.client(
                        "invalid_request", "X-Road-Security-Server must be INSTANCE/CLASS/MEMBER/SERVER"));
        if (!id.startsWith(path.member() + "/")) {
            throw Faults.consumerNode("invalid_security_server", "X-Road-Security-Server is not of the provider");
        }
    }

    private static String plain(String name, String value) {
        if (!isPlain(value)) {
            throw Faults.client(
                    "invalid_request", name + " must be 1 to " + LONGEST + " printable characters of ASCII");
        }
        return value;
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty() && value.length() <= LONGEST && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
    }

    /** A message id as exchange id, under which an answer is repeated: only a UUID can be one. */
    static Optional<String> exchangeId(String messageId) {
        if (messageId.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            String uuid = UUID.fromString(messageId).toString();
            return uuid.equalsIgnoreCase(messageId) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
