package tw.qiao.platform.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.VerificationKey;

/** The registry of the exchange, believed only under the key that the platform was set up with. */
@Component
class TrustedRegistry {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Exchange exchange;
    private final Clock clock;
    private final @Nullable VerificationKey key;
    private @Nullable Registry known;
    private Instant checked = Instant.MIN;

    TrustedRegistry(Exchange exchange, ExchangeProperties properties, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
        this.key = properties.registryKey().isEmpty() ? null : read(Path.of(properties.registryKey()));
    }

    /** The current registry. */
    synchronized Registry current() {
        Registry before = known;
        if (before != null && clock.instant().isBefore(checked.plus(FRESH))) {
            return before;
        }
        String signed = exchange.registry();
        Registry now = before == null
                ? SignedRegistry.verify(signed, key(), clock)
                : SignedRegistry.verify(signed, key(), clock, before);
        known = now;
        checked = clock.instant();
        return now;
    }

    private VerificationKey key() {
        if (key == null) {
            throw Problem.unavailable("registry_key_missing", "Set qiao.exchange.registry-key to check receipts");
        }
        return key;
    }

    // Read at the start, so that a wrong key is noticed then and not by a citizen.
    private static VerificationKey read(Path path) {
        try {
            byte[] file = Files.readAllBytes(path);
            String text = new String(file, StandardCharsets.US_ASCII);
            return text.startsWith("-----BEGIN")
                    ? VerificationKey.ofBase64(text.replaceAll("-----[A-Z ]+-----|\\s", ""))
                    : VerificationKey.of(file);
        } catch (IOException unreadable) {
            throw Problem.unavailable("registry_key_missing", "The registry's key cannot be read", unreadable);
        }
    }
}
