package tw.qiao.node.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.StructuredFields.BareItem;

/** What a signature covers of a message, with the parameters of the signature: all but the signature itself. */
public final class Covered {
    private final Map<String, BareItem> parameters;
    private final String input;
    private final byte[] base;
    private final byte[] content;

    private Covered(Map<String, BareItem> parameters, String input, byte[] base, byte[] content) {
        this.parameters = parameters;
        this.input = input;
        this.base = base;
        this.content = content;
    }

    static Covered of(MessageHead message, Optional<RequestHead> request, Map<String, BareItem> parameters) {
        var components = CoveredComponents.of(message);
        var lines = components.lines(message, request);
        String input = components.text() + StructuredFields.parametersText(parameters);
        byte[] base = (lines.all() + SignatureBase.LAST + input).getBytes(StandardCharsets.US_ASCII);
        return new Covered(parameters, input, base, lines.content());
    }

    /** The value of the label in {@code Signature-Input}. */
    String input() {
        return input;
    }

    /** The octets that are signed. */
    public byte[] base() {
        return base.clone();
    }

    /** SHA-256 of the covered components without salt, time and nonce: equal for a request and its retry. */
    public byte[] content() {
        return content.clone();
    }

    /** Whether {@code base}, the signature base of another message, has the same content. */
    public boolean hasContentOf(byte[] base) {
        String lasting = new String(base, StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> !line.startsWith("\"gx-salt\": ")
                        && !line.startsWith("\"gx-again\": ")
                        && !line.startsWith(SignatureBase.LAST))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return MessageDigest.isEqual(content, ContentDigest.sha256(lasting.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The string parameter with the given name. */
    public String text(String name) {
        if (parameters.get(name) instanceof BareItem.Text(String value)) {
            return value;
        }
        throw malformed("its parameter " + name + " is missing or not a string");
    }

    /** Whether the flag with the given name is set among the parameters. */
    boolean isSet(String name) {
        return parameters.get(name) instanceof BareItem.Truth(boolean set) && set;
    }

    /** The whole number parameter with the given name. */
    public long whole(String name) {
        if (parameters.get(name) instanceof BareItem.Whole(long value)) {
            return value;
        }
        throw malformed("its parameter " + name + " is missing or not a whole number");
    }

    static Problem malformed(String reason) {
        return Faults.client("malformed_signature", "The signature is malformed: " + reason);
    }
}
