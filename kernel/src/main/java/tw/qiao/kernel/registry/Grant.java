package tw.qiao.kernel.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A permission (授權): one consumer may ask one service for these fields, for these purposes, in this time. What no grant
 * allows is refused.
 *
 * @param id its name in logs and refusals
 * @param consumer a subsystem, for example {@code TW/GOV/QIAO/portal}
 * @param service a service, for example {@code TW/GOV/RIS/household/persons}
 * @param methods HTTP methods, upper case
 * @param pathTemplate the path after the service, for example <code>/{national_id}</code>
 * @param purposes purpose codes, one of which a request must name
 * @param legalBasis the code of the law that allows it
 * @param fields the columns that may be seen
 * @param notBefore the first moment at which it holds
 * @param notAfter the first moment at which it no longer holds
 * @param rows which rows may be seen; all where there is no filter
 * @param quota how much it may be used; as much as the provider can bear where there is none
 */
public record Grant(
        String id,
        String consumer,
        String service,
        Set<String> methods,
        String pathTemplate,
        Set<String> purposes,
        String legalBasis,
        Set<String> fields,
        Instant notBefore,
        Instant notAfter,
        Optional<RowFilter> rows,
        Optional<Quota> quota) {
    private static final Pattern CONSUMER = Pattern.compile(Member.CODE + "(/" + Member.CODE + "){3}");
    private static final Pattern SERVICE = Pattern.compile(Member.CODE + "(/" + Member.CODE + "){4}");

    public Grant {
        requireNonNull(id, "id");
        requireNonNull(legalBasis, "legal_basis");
        requireNonNull(notBefore, "not_before");
        requireNonNull(notAfter, "not_after");
        methods = sorted(methods);
        purposes = sorted(purposes);
        fields = sorted(fields);
        if (!CONSUMER.matcher(consumer).matches() || !SERVICE.matcher(service).matches()) {
            throw new IllegalArgumentException(
                    "A grant is for a subsystem (TW/GOV/QIAO/portal) to a service (TW/GOV/RIS/household/persons)");
        }
        if (!pathTemplate.isEmpty() && !pathTemplate.startsWith("/")) {
            throw new IllegalArgumentException("A path template is empty or starts with /");
        }
    }

    /** A grant of all rows, without a quota. */
    public Grant(
            String id,
            String consumer,
            String service,
            Set<String> methods,
            String pathTemplate,
            Set<String> purposes,
            String legalBasis,
            Set<String> fields,
            Instant notBefore,
            Instant notAfter) {
        this(
                id,
                consumer,
                service,
                methods,
                pathTemplate,
                purposes,
                legalBasis,
                fields,
                notBefore,
                notAfter,
                Optional.empty(),
                Optional.empty());
    }

    /** This grant for some rows only. */
    public Grant with(RowFilter filter) {
        return with(Optional.of(filter), quota);
    }

    /** This grant with a quota. */
    public Grant with(Quota limit) {
        return with(rows, Optional.of(limit));
    }

    private Grant with(Optional<RowFilter> filter, Optional<Quota> limit) {
        return new Grant(
                id,
                consumer,
                service,
                methods,
                pathTemplate,
                purposes,
                legalBasis,
                fields,
                notBefore,
                notAfter,
                filter,
                limit);
    }

    /** One order, so that equal grants are signed as equal bytes. */
    private static Set<String> sorted(Set<String> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    /** Whether the grant holds at {@code moment}. */
    public boolean holdsAt(Instant moment) {
        return !moment.isBefore(notBefore) && moment.isBefore(notAfter);
    }
}
