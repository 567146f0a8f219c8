package tw.qiao.node.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import tw.qiao.node.message.MessageHead.RequestHead;

/**
 * The {@code X-Road-Request-Hash}: SHA-512 of SHA-512(head) and SHA-512(body), without a body SHA-512(head), in base64.
 * The head is method, path with query, and the fields as the provider's system gets them, one a line.
 */
public final class RequestHash {
    private RequestHash() {}

    /**
     * The hash of a request.
     *
     * @param request the message between the nodes
     * @param fields its fields as the provider's system gets them
     */
    public static String of(RequestHead request, Fields fields, Body body) {
        var head = new StringBuilder(512)
                .append(request.method())
                .append("\r\n")
                .append(request.path())
                .append(request.query().isEmpty() ? "" : "?" + request.query())
                .append("\r\n");
        for (String name : fields.names()) {
            for (String line : fields.all(name)) {
                head.append(name).append(':').append(line).append("\r\n");
            }
        }
        var digest = sha512();
        byte[] hash = digest.digest(head.toString().getBytes(StandardCharsets.UTF_8));
        if (!body.isEmpty()) {
            byte[] ofBody = body.digest(digest);
            digest.update(hash);
            hash = digest.digest(ofBody);
        }
        return Base64.getEncoder().encodeToString(hash);
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-512", e);
        }
    }
}
