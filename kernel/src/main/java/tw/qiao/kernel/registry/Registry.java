package tw.qiao.kernel.registry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One state of the exchange: its members and what they may ask of each other.
 *
 * @param number grows by every change; a node never goes back to a smaller one
 * @param issuedAt when it was signed
 * @param validUntil the first moment at which nobody may use it any more
 * @param members the organisations that take part
 * @param grants the permissions; what is not granted is refused
 */
public record Registry(long number, Instant issuedAt, Instant validUntil, List<Member> members, List<Grant> grants) {
    private static final Duration LEAST = Duration.ofHours(24);

    public Registry {
        requireNonNull(issuedAt, "issued_at");
        requireNonNull(validUntil, "valid_until");
        members = List.copyOf(members);
        grants = List.copyOf(grants);
        if (number < 1) {
            throw new IllegalArgumentException("Registry numbers start with 1");
        }
        requireDistinct(members.stream().map(Member::id).toList(), "member");
        requireDistinct(grants.stream().map(Grant::id).toList(), "grant");
    }

    /** Whether it lasts long enough for nodes to have one while its publisher is away for a night. */
    public boolean lastsADay() {
        return Duration.between(issuedAt, validUntil).compareTo(LEAST) >= 0;
    }

    private static void requireDistinct(List<String> ids, String kind) {
        if (new HashSet<>(ids).size() != ids.size()) {
            throw new IllegalArgumentException("Two have the same id: " + kind);
        }
    }

    /** The member with the given id, for example {@code TW/GOV/RIS}. */
    public Optional<Member> member(String id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }

    /** The member that runs the given subsystem, for example {@code TW/GOV/RIS/household}. */
    public Optional<Member> memberOf(String subsystem) {
        return members.stream().filter(member -> member.has(subsystem)).findFirst();
    }

    /** The grants from one consumer subsystem to one service, expired ones included. */
    public List<Grant> grants(String consumer, String service) {
        return grants.stream()
                .filter(grant ->
                        grant.consumer().equals(consumer) && grant.service().equals(service))
                .toList();
    }
}
