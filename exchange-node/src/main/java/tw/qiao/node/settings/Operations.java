package tw.qiao.node.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;
import tw.qiao.node.ocsp.OcspRule;

/**
 * How a node is watched and kept running, as in its {@code node.json}.
 *
 * @param otlpEndpoint the collector of traces, OTLP over HTTP, for example {@code http://127.0.0.1:4318}; none where
 *     there are no traces
 * @param jsonLogs whether the log of the process is JSON, one object a line; text for people otherwise
 * @param token where the signing key is, if it is in a token
 * @param acme who renews the TLS certificate, if somebody does
 * @param ocsp how issuers are asked about the certificates of other nodes, if they are
 */
public record Operations(
        Optional<URI> otlpEndpoint,
        boolean jsonLogs,
        Optional<Token> token,
        Optional<Acme> acme,
        Optional<OcspRule> ocsp) {
    /** No traces, a log for people. */
    public static final Operations CUSTOMARY = new Operations(Optional.empty(), false);

    /** A node whose keys are files. */
    public Operations(Optional<URI> otlpEndpoint, boolean jsonLogs) {
        this(otlpEndpoint, jsonLogs, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, with the signing key in a token. */
    public Operations with(Token held) {
        return new Operations(otlpEndpoint, jsonLogs, Optional.of(held), acme, ocsp);
    }

    /** The same, with a certificate that is renewed. */
    public Operations with(Acme renewing) {
        return new Operations(otlpEndpoint, jsonLogs, token, Optional.of(renewing), ocsp);
    }

    /** The same, with certificates of others looked at. */
    public Operations with(OcspRule rule) {
        return new Operations(otlpEndpoint, jsonLogs, token, acme, Optional.of(rule));
    }

    /**
     * A token (PKCS#11) that holds the signing key together with a certificate of it.
     *
     * @param library the token's library, an absolute path
     * @param slot its place in the list of slots that have a token
     * @param key the label of key and certificate
     * @param pinFile the file with the PIN, which only its owner may read, in the node's home
     * @param patience how long a signature may take
     */
    public record Token(Path library, int slot, String key, Path pinFile, Duration patience) {
        static Token read(JsonNode json) {
            return new Token(
                    Path.of(text(json, "library")),
                    json.path("slot").intValue(0),
                    text(json, "key"),
                    Path.of(text(json, "pinFile")),
                    Duration.parse(json.path("patience").stringValue("PT3S")));
        }
    }

    /**
     * An authority that renews the TLS certificate (ACME, RFC 8555), asked with the challenge HTTP-01.
     *
     * @param directory the address of its directory
     * @param domain the name in the certificate
     * @param port where the node answers the challenge; the authority asks at port 80
     */
    public record Acme(URI directory, String domain, int port) {
        static Acme read(JsonNode json) {
            return new Acme(
                    address("directory of acme", text(json, "directory")),
                    text(json, "domain"),
                    json.path("port").intValue(80));
        }
    }

    private static String text(JsonNode json, String name) {
        String text = json.path(name).stringValue("");
        if (text.isEmpty()) {
            throw invalid("signingToken and acme need a text named " + name);
        }
        return text;
    }

    static Operations read(JsonNode json, Path home) {
        return new Operations(
                json.has("otlpEndpoint")
                        ? Optional.of(address(
                                "otlpEndpoint", json.path("otlpEndpoint").stringValue("")))
                        : Optional.empty(),
                isJson(json.path("logFormat").stringValue("text")),
                json.has("signingToken") ? Optional.of(Token.read(json.path("signingToken"))) : Optional.empty(),
                json.has("acme") ? Optional.of(Acme.read(json.path("acme"))) : Optional.empty(),
                json.has("ocsp") ? Optional.of(OcspRule.read(json.path("ocsp"), home)) : Optional.empty());
    }

    private static boolean isJson(String format) {
        return switch (format) {
            case "json" -> true;
            case "text" -> false;
            default -> throw invalid("logFormat must be json or text");
        };
    }

    private static URI address(String name, String text) {
        try {
            var address = URI.create(text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw invalid(name + " must be an http or https address");
        }
        throw invalid(name + " must be an http or https address");
    }

    private static Problem invalid(String message) {
        return Problem.of("node_settings_invalid", 500, false, message);
    }
}
