package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.keys.NodeKeys;

/** A small authority that keeps RFC 8555: nonces once, requests signed, the challenge really fetched. */
final class AcmeAuthority implements AutoCloseable {
    private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";

    final AtomicInteger issued = new AtomicInteger();
    private final HttpServer server;
    private final int challengePort;
    private final Duration validity;
    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable VerificationKey account;
    private String thumbprint = "";
    private String authorization = "pending";
    private String order = "pending";
    private String certificate = "";

    AcmeAuthority(int challengePort, Duration validity) throws IOException {
        this.challengePort = challengePort;
        this.validity = validity;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void handle(HttpExchange call) throws IOException {
        try {
            String nonce = "n" + made.incrementAndGet();
            nonces.add(nonce);
            call.getResponseHeaders().add("replay-nonce", nonce);
            call.getResponseHeaders().add("content-type", "application/json");
            answer(call);
        } catch (Exception e) {
            call.getResponseHeaders().set("content-type", "application/problem+json");
            byte[] body = "{\"type\":\"urn:ietf:params:acme:error:malformed\",\"detail\":\"no\"}".getBytes(UTF_8);
            call.sendResponseHeaders(400, body.length);
            call.getResponseBody().write(body);
        } finally {
            call.close();
        }
    }

    private void answer(HttpExchange call) throws Exception {
        String path = call.getRequestURI().getPath();
        if (path.equals("/directory")) {
            send(call, 200, directory());
            return;
        }
        if (path.equals("/nonce")) {
            call.sendResponseHeaders(call.getRequestMethod().equals("HEAD") ? 200 : 204, -1);
            return;
        }
        JsonNode payload = verified(call);
        switch (path) {
            case "/account" -> {
                call.getResponseHeaders().add("location", address("/account/1"));
                send(call, 201, object().put("status", "valid"));
            }
            case "/new-order" -> {
                authorization = "pending";
                order = "pending";
                call.getResponseHeaders().add("location", address("/order"));
                send(call, 201, order());
            }
            case "/order" -> send(call, 200, order());
            case "/authorization" -> send(call, 200, authorization());
            case "/challenge" -> {
                fetchAnswer();
                send(call, 200, challenge());
            }
            case "/finalize" -> {
                certify(Base64.getUrlDecoder().decode(payload.path("csr").stringValue()));
                call.getResponseHeaders().add("location", address("/order"));
                send(call, 200, order());
            }
            case "/certificate" -> {
                call.getResponseHeaders().set("content-type", "application/pem-certificate-chain");
                write(call, 200, certificate.getBytes(UTF_8));
            }
            default -> throw new IllegalArgumentException(path);
        }
    }

    /** RFC 8555, 6.2 to 6.5: signed by the account, for this address, with a nonce that was not used. */
    private JsonNode verified(HttpExchange call) throws Exception {
        var jws = CanonicalJson.MAPPER.readTree(call.getRequestBody().readAllBytes());
        String head = jws.path("protected").stringValue();
        String body = jws.path("payload").stringValue();
        var header = CanonicalJson.MAPPER.readTree(Base64.getUrlDecoder().decode(head));
        if (header.has("jwk")) {
            account = key(header.path("jwk"));
            thumbprint = thumbprint(header.path("jwk"));
        }
        byte[] signature = Base64.getUrlDecoder().decode(jws.path("signature").stringValue());
        boolean signed = Objects.requireNonNull(account).verifies((head + "." + body).getBytes(UTF_8), signature);
        String asked = address(call.getRequestURI().getPath());
        if (!signed
                || !nonces.remove(header.path("nonce").stringValue())
                || !header.path("url").stringValue().equals(asked)) {
            throw new SecurityException("The request is not signed as it must be");
        }
        return body.isEmpty()
                ? object()
                : CanonicalJson.MAPPER.readTree(Base64.getUrlDecoder().decode(body));
    }

    private static VerificationKey key(JsonNode jwk) {
        byte[] prefix = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
        byte[] spki = Arrays.copyOf(prefix, prefix.length + 64);
        System.arraycopy(Base64.getUrlDecoder().decode(jwk.path("x").stringValue()), 0, spki, prefix.length, 32);
        System.arraycopy(Base64.getUrlDecoder().decode(jwk.path("y").stringValue()), 0, spki, prefix.length + 32, 32);
        return VerificationKey.of(spki);
    }

    private static String thumbprint(JsonNode jwk) throws Exception {
        String text = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":" + jwk.path("x") + ",\"y\":" + jwk.path("y") + "}";
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private void fetchAnswer() throws Exception {
        var address = URI.create("http://127.0.0.1:" + challengePort + "/.well-known/acme-challenge/" + TOKEN);
        var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        boolean right = answer.body().equals(TOKEN + "." + thumbprint);
        authorization = right ? "valid" : "invalid";
        order = right ? "ready" : "invalid";
    }

    private void certify(byte[] csr) throws Exception {
        var request = new JcaPKCS10CertificationRequest(csr);
        PublicKey subject = request.getPublicKey();
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                new X500Principal("CN=authority"),
                BigInteger.valueOf(issued.incrementAndGet()),
                Date.from(now.minusSeconds(60)),
                Date.from(now.plus(validity)),
                new X500Principal(new X500Name("CN=node.example").toString()),
                subject);
        var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()));
        certificate = NodeKeys.pem(holder.getEncoded());
        order = "valid";
    }

    private static ObjectNode object() {
        return CanonicalJson.MAPPER.createObjectNode();
    }

    private ObjectNode directory() {
        return object().put("newNonce", address("/nonce"))
                .put("newAccount", address("/account"))
                .put("newOrder", address("/new-order"))
                .put("revokeCert", address("/revoke"))
                .put("keyChange", address("/key-change"));
    }

    private ObjectNode order() {
        var json = object().put("status", order).put("finalize", address("/finalize"));
        json.putArray("identifiers").addObject().put("type", "dns").put("value", "node.example");
        json.putArray("authorizations").add(address("/authorization"));
        return order.equals("valid") ? json.put("certificate", address("/certificate")) : json;
    }

    private ObjectNode authorization() {
        var json = object().put("status", authorization);
        json.putObject("identifier").put("type", "dns").put("value", "node.example");
        json.putArray("challenges").add(challenge());
        return json;
    }

    private ObjectNode challenge() {
        return object().put("type", "http-01")
                .put("url", address("/challenge"))
                .put("status", authorization)
                .put("token", TOKEN);
    }

    private static void send(HttpExchange call, int status, ObjectNode json) throws IOException {
        write(call, status, json.toString().getBytes(UTF_8));
    }

    private static void write(HttpExchange call, int status, byte[] body) throws IOException {
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
