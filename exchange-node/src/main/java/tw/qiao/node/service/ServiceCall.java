package tw.qiao.node.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tw.qiao.kernel.registry.RowFilter;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.RequestQuery;

/**
 * A call that has been authorised.
 *
 * @param method the HTTP method, upper case
 * @param client the consumer's subsystem
 * @param gxId the exchange id, which a system may use as idempotency key
 * @param more the decoded path segments after the service code
 * @param remainder the same, as the canonical path that was authorised
 * @param query the query
 * @param signed the message that asks, as it was signed
 * @param allowedFields the fields that the grant allows
 * @param rows the rows that the grant allows, all where there is no filter
 * @param remaining how long the consumer still waits
 * @param passing whether an answer may be passed on while it comes
 */
public record ServiceCall(
        String method,
        String client,
        String gxId,
        List<String> more,
        String remainder,
        RequestQuery query,
        RequestHead signed,
        Set<String> allowedFields,
        Optional<RowFilter> rows,
        Duration remaining,
        Passing passing) {
    /** Whether an answer may be passed on while it comes. Asked once it has begun. */
    public interface Passing {
        /** For consumers whose nodes take answers whole. */
        Passing NEVER = () -> false;

        /** Takes the place that it needs, if there is one. */
        boolean begins();
    }

    public ServiceCall {
        more = List.copyOf(more);
        allowedFields = Set.copyOf(allowedFields);
    }
}
