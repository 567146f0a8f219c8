package tw.qiao.platform.alerts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule with its present terms.
 *
 * @param version of the terms, from 1
 * @param evaluations how often it was evaluated with a result
 * @param mark of what its last evaluation saw; when that is still there, another would find the same
 * @param seen the newest period that it saw under these terms; empty before the first evaluation
 * @param fault the code of the problem of its last evaluation; empty when it had none
 */
public record Rule(
        UUID id,
        int version,
        boolean enabled,
        Terms terms,
        long evaluations,
        String mark,
        String seen,
        String fault,
        @Nullable Instant evaluated) {}
