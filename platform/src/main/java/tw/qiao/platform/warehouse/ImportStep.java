package tw.qiao.platform.warehouse;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that somebody did with an import.
 *
 * @param step {@code sent}, {@code described}, {@code begun}, {@code accepted}, {@code refused}, {@code corrected},
 *     {@code undone} or {@code dropped}
 * @param reason why, in the person's words; empty where none is asked for
 */
public record ImportStep(UUID id, UUID imported, UUID account, String step, String reason, Instant at) {}
