package tw.qiao.node;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.node.message.Faults;

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
     * @param grantId the grants, joined by a comma
     * @param template the path template
     * @param fields the fields that may be told
     */
    record Decision(String grantId, String template, Set<String> fields) {}

    static Decision decide(Registry registry, Question question, Instant now) {
        var candidates = registry.grants(question.client(), question.service()).stream()
                .filter(grant -> grant.methods().contains(question.method()))
                .filter(grant -> matches(grant.pathTemplate(), question.remainder()))
                .filter(grant -> grant.purposes().contains(question.purpose()))
                .filter(grant -> grant.legalBasis().equals(question.basis()))
                .toList();
        if (candidates.isEmpty()) {
            throw denied("No grant allows this consumer to ask this of the service for this purpose");
        }
        return candidates.stream()
                .filter(grant -> grant.holdsAt(now))
                .findFirst()
                .map(grant -> new Decision(grant.id(), grant.pathTemplate(), grant.fields()))
                .orElseThrow(() -> ended(candidates, now));
    }

    /** The grants under which a consumer may ask anything at this moment. */
    static List<Grant> allowing(Registry registry, String client, Instant now) {
        return registry.grants().stream()
                .filter(grant -> grant.consumer().equals(client) && grant.holdsAt(now))
                .toList();
    }

    private static Problem ended(List<Grant> candidates, Instant now) {
        return candidates.stream().allMatch(grant -> now.isBefore(grant.notBefore()))
                ? denied("The grant does not hold yet")
                : denied("The grant has ended");
    }

    private static Problem denied(String message) {
        return Faults.providerNode("access_denied", message);
    }

    /** Whether each segment is the template's, or stands where the template has a parameter. */
    private static boolean matches(String template, String remainder) {
        int inTemplate = 0;
        int inPath = 0;
        while (inTemplate < template.length() && inPath < remainder.length()) {
            int templateEnd = segmentEnd(template, inTemplate);
            int pathEnd = segmentEnd(remainder, inPath);
            String expected = template.substring(inTemplate, templateEnd);
            boolean parameter = expected.startsWith("/{") && expected.endsWith("}");
            if (!parameter && !expected.equals(remainder.substring(inPath, pathEnd))) {
                return false;
            }
            inTemplate = templateEnd;
            inPath = pathEnd;
        }
        return inTemplate == template.length() && inPath == remainder.length();
    }

    private static int segmentEnd(String path, int start) {
        int slash = path.indexOf('/', start + 1);
        return slash < 0 ? path.length() : slash;
    }
}
