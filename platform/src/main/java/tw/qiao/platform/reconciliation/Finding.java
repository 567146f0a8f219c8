package tw.qiao.platform.reconciliation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.site.Bilingual;

/**
 * What does not fit (發現): about one exchange, or about a log as a whole.
 *
 * @param kind {@code missing}, {@code differing}, {@code late}, {@code doubled}, {@code forked} or {@code silent}
 * @param part of what: {@code request}, {@code response}, {@code refusal}, {@code outcome}, {@code entry}, {@code log}
 * @param exchange null where it is about a log
 * @param origin the log; empty where it is about an exchange
 * @param party whose record is in question; null where both are
 * @param closedAt when it ended by itself
 */
public record Finding(
        long id,
        String kind,
        String part,
        @Nullable UUID exchange,
        String origin,
        @Nullable Bilingual consumer,
        @Nullable Bilingual provider,
        @Nullable Bilingual party,
        Instant foundAt,
        @Nullable Instant closedAt,
        @Nullable Instant acknowledgedAt,
        String acknowledgedBy,
        String note) {
    /** The parts of the word in which it is shown. */
    public String word() {
        return kind + "." + part;
    }

    /** How urgent it looks. */
    public String tone() {
        return switch (kind) {
            case "late", "silent" -> "warning";
            default -> "bad";
        };
    }

    Optional<UUID> ofExchange() {
        return Optional.ofNullable(exchange);
    }

    /** Whether somebody still has to look into it. */
    public boolean isOpen() {
        return acknowledgedAt == null && closedAt == null;
    }
}
