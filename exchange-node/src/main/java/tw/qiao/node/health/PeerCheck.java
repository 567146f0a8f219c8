package tw.qiao.node.health;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.operations.Finding;
import tw.qiao.node.witness.WitnessFront;

/** Whether another node can be reached, shows the key of the registry, and has the same time. */
final class PeerCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LARGEST_ANSWER = 1024 * 1024;

    /** Seconds by which a message may come from the future; a whole second more, as a date field has no fractions. */
    private static final long SKEW = 6;

    private final TlsIdentity identity;
    private final Clock clock;

    PeerCheck(TlsIdentity identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    List<Finding> of(NodeAddress node) {
        String name = node.logOrigin();
        var trusted = identity.accepting(key -> node.hasTlsKey(key, clock.instant()));
        try (var calls = new HttpCalls(Optional.of(trusted), PATIENCE, PATIENCE, LARGEST_ANSWER)) {
            var answer = calls.send("GET", node.url(), WitnessFront.POLICY, new Fields(), Body.EMPTY);
            var reached = Finding.ok("peer", name);
            return answer.fields().single("date").flatMap(PeerCheck::date).stream()
                    .map(date -> List.of(reached, clock(name, date)))
                    .findFirst()
                    .orElse(List.of(reached));
        } catch (ConnectException e) {
            return List.of(Finding.degraded("peer", "unreachable", name, node.url()));
        } catch (SSLException e) {
            return List.of(Finding.degraded("peer", "stranger", name));
        } catch (IOException e) {
            return List.of(Finding.degraded("peer", "silent", name));
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Finding clock(String name, Instant theirs) {
        long seconds = Duration.between(theirs, clock.instant()).toSeconds();
        return Math.abs(seconds) > SKEW
                ? Finding.degraded("clock", "off", name, seconds)
                : Finding.ok("clock", name, seconds);
    }
}
