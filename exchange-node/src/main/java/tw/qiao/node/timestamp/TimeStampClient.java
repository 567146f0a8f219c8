package tw.qiao.node.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.timestamp.AuthorityCertificate;
import tw.qiao.kernel.timestamp.TimeStampRequest;
import tw.qiao.kernel.timestamp.TimeStampToken;

/** Asks time-stamp authorities over HTTP (RFC 3161, 3.4), the first of the list that gives a good stamp. */
public final class TimeStampClient implements AutoCloseable {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int LARGEST = 256 * 1024;
    private static final int NONCE_BITS = 64;

    private final List<AuthorityAddress> authorities;
    private final Duration patience;
    private final Clock clock;
    private final HttpClient http;
    private final SecureRandom random = new SecureRandom();

    /** @param patience how long one authority may take */
    public TimeStampClient(List<AuthorityAddress> authorities, Duration patience, Clock clock) {
        this.authorities = List.copyOf(authorities);
        this.patience = patience;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(patience)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Whose stamps are believed. */
    public List<AuthorityAddress> authorities() {
        return authorities;
    }

    /**
     * A stamp over {@code data}, checked.
     *
     * @throws Problem {@code time_stamp_unavailable} (retryable), with the reason of each, if no authority gives one
     */
    public TimeStampToken stamp(byte[] data) {
        var reasons = new ArrayList<String>();
        for (AuthorityAddress authority : authorities) {
            try {
                return stamp(authority, data);
            } catch (Problem refused) {
                reasons.add(authority.url() + " " + refused.code());
            }
        }
        throw Problem.unavailable("time_stamp_unavailable", "No authority gives a time stamp: " + reasons);
    }

    private TimeStampToken stamp(AuthorityAddress authority, byte[] data) {
        var request = new TimeStampRequest(data, new BigInteger(NONCE_BITS, random));
        var token = request.token(asked(authority, request));
        if (!AuthorityCertificate.isTrusted(token, List.of(authority.certificate()))) {
            throw refused("authority_unknown", "is not by the authority that was asked");
        }
        if (authority
                .policy()
                .filter(policy -> !policy.equals(token.info().policy()))
                .isPresent()) {
            throw refused("policy_changed", "was made under another policy");
        }
        var age = Duration.between(token.info().time(), clock.instant()).abs();
        if (age.compareTo(SKEW) > 0) {
            throw refused("of_other_time", "is of another time than now");
        }
        return token;
    }

    private static Problem refused(String reason, String message) {
        return Problem.forbidden("time_stamp_" + reason, "The time stamp " + message);
    }

    private byte[] asked(AuthorityAddress authority, TimeStampRequest request) {
        var query = HttpRequest.newBuilder(authority.url())
                .timeout(patience)
                .header("content-type", "application/timestamp-query")
                .POST(BodyPublishers.ofByteArray(request.encoded()))
                .build();
        try {
            var reply = http.send(query, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            if (reply.statusCode() != 200) {
                throw Problem.unavailable("time_stamp_refused", "The authority answers with " + reply.statusCode());
            }
            return reply.body();
        } catch (IOException e) {
            throw Problem.unavailable("time_stamp_unreachable", "The authority does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("time_stamp_unreachable", "The authority was not waited for", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
