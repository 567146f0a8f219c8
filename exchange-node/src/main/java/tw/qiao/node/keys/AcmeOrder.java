package tw.qiao.node.keys;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.settings.Operations;

/** One order of a certificate from an ACME authority (RFC 8555), with the account key in the node's home. */
final class AcmeOrder {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PATH = "/.well-known/acme-challenge/";

    private final Operations.Acme acme;
    private final Path accountKey;

    AcmeOrder(Operations.Acme acme, Path home) {
        this.acme = acme;
        this.accountKey = home.resolve("acme-account.pem");
    }

    /** A new certificate for {@code tls} and those above it. */
    List<X509Certificate> certificates(SigningKey tls) throws AcmeException, IOException, InterruptedException {
        var account = new AccountBuilder()
                .agreeToTermsOfService()
                .useKeyPair(pair(SigningKey.readOrGenerate(accountKey, SignatureAlgorithm.ECDSA_P256_SHA256)))
                .create(new Session(acme.directory()));
        var order = account.newOrder().domain(acme.domain()).create();
        for (var authorization : order.getAuthorizations()) {
            if (authorization.getStatus() != Status.VALID) {
                prove(authorization);
            }
        }
        order.waitUntilReady(PATIENCE);
        order.execute(pair(tls));
        return certified(order);
    }

    private static List<X509Certificate> certified(Order order) throws AcmeException, InterruptedException {
        if (order.waitForCompletion(PATIENCE) != Status.VALID) {
            throw new AcmeException("The authority does not finish the order");
        }
        return order.getCertificate().getCertificateChain();
    }

    private static KeyPair pair(SigningKey key) {
        return new KeyPair(key.verificationKey().publicKey(), key.privateKey());
    }

    /** Answers at the challenge's port only while the authority asks. */
    private void prove(Authorization authorization) throws AcmeException, IOException, InterruptedException {
        var challenge = authorization
                .findChallenge(Http01Challenge.class)
                .orElseThrow(() -> new AcmeException("The authority offers no HTTP-01 challenge"));
        byte[] answer = challenge.getAuthorization().getBytes(StandardCharsets.US_ASCII);
        var server = HttpServer.create(new InetSocketAddress(acme.port()), 0);
        server.createContext(PATH + challenge.getToken(), call -> {
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        server.start();
        try {
            challenge.trigger();
            if (authorization.waitForCompletion(PATIENCE) != Status.VALID) {
                throw new AcmeException("The authority does not accept the answer at port " + acme.port());
            }
        } finally {
            server.stop(0);
        }
    }
}
