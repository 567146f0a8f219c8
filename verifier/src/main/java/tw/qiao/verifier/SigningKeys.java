package tw.qiao.verifier;

import java.time.Instant;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.signature.VerificationKey;

/** The keys with which members sign messages, by the registry of the bundle. */
record SigningKeys(Registry registry) {
    Member member(String subsystem) {
        return registry.memberOf(subsystem)
                .orElseThrow(() -> Problem.forbidden("signing_key_unknown", "The registry knows no " + subsystem));
    }

    /**
     * The key of a node of {@code member} with the given id, be it one for a time only, if it counted at {@code time}.
     */
    VerificationKey find(Member member, String keyId, Instant time) {
        return member.nodes().stream()
                .flatMap(node -> node.signingKey(keyId, time).stream())
                .findFirst()
                .orElseThrow(() -> Problem.forbidden(
                        "signing_key_unknown", "A message was signed by a key that is not of its member"));
    }
}
