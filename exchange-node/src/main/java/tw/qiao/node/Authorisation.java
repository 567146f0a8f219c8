package tw.qiao.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Quota;
import tw.qiao.kernel.registry.RowFilter;
import tw.qiao.node.message.Faults;
import tw.qiao.node.registry.RegistryIndex;
import tw.qiao.node.registry.RegistryIndex.Rule;

/** Decides by the grants of the registry. What no grant allows is refused. */
final class Authorisation {
    private Authorisation() {}

    /**
     * What is asked for.
     *
     * @param client the consumer's subsystem
     * @param service the service in full
     * @param method the HTTP method
     * @param remainder the canonical path after the service code, the very string that is forwarded
     * @param purpose the purpose code
     * @param basis the legal basis code
     */
    record Question(String client, String service, String method, String remainder, String purpose, String basis) {}

    /**
     * What is allowed.
     *
     * @param grantId the grant that decides
     * @param template the path template
     * @param fields the fields that may be told
     * @param rows which rows may be told
     * @param quota how much of it
     */
    record Decision(
            String grantId, String template, Set<String> fields, Optional<RowFilter> rows, Optional<Quota> quota) {
        private static final String OPEN = "open";

        /** What needs no grant. */
        static Decision open(String template) {
            return new Decision(OPEN, template, Set.of(), Optional.empty(), Optional.empty());
        }

        private boolean isOpen() {
            return grantId.equals(OPEN);
        }

        private static Decision by(Grant grant) {
            return new Decision(grant.id(), grant.pathTemplate(), grant.fields(), grant.rows(), grant.quota());
        }
    }

    /** The grants under which a consumer may ask anything at this moment. */
    static List<Grant> allowing(RegistryIndex registry, String client, Instant now) {
        return registry.grantsOf(client).stream()
                .filter(grant -> grant.holdsAt(now))
                .toList();
    }

    /**
     * The one grant that decides: of those that hold and fit method, path, purpose and basis, the one with the most
     * specific path, then the first by id. Grants only allow, so one more never takes anything away but detail.
     */
    static Decision decide(RegistryIndex registry, Question question, Instant now) {
        boolean ended = false;
        boolean early = false;
        for (Rule rule : registry.rules(question.client(), question.service())) {
            Grant grant = rule.grant();
            if (!fits(rule, question)) {
                continue;
            }
            if (grant.holdsAt(now)) {
                return Decision.by(grant);
            }
            early |= now.isBefore(grant.notBefore());
            ended |= !now.isBefore(grant.notAfter());
        }
        if (ended) {
            throw denied("The grant has ended");
        }
        throw denied(
                early
                        ? "The grant does not hold yet"
                        : "No grant allows this consumer to ask this of the service for this purpose");
    }

    /** Refuses to tell an answer whose grant was revoked while it was made. */
    static void requireStill(RegistryIndex registry, Decision decision) {
        if (!decision.isOpen() && !registry.grants(decision.grantId())) {
            throw denied("The grant was revoked while the answer was made");
        }
    }

    private static boolean fits(Rule rule, Question question) {
        Grant grant = rule.grant();
        return grant.methods().contains(question.method())
                && rule.matches(question.remainder())
                && grant.purposes().contains(question.purpose())
                && grant.legalBasis().equals(question.basis());
    }

    private static Problem denied(String message) {
        return Faults.providerNode("access_denied", message);
    }
}
