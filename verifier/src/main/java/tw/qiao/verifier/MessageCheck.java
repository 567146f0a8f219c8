package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.GroupSignature;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.log.VerifiedRoots;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * Checks a message of the exchange where the bundle holds what was signed: that the log committed to it, that it says
 * what the entry says, and who signed it.
 */
final class MessageCheck {
    private static final String TAG = "gx/1";
    private static final String GROUP = "merkle-";
    private static final String NO_BODY = digest(new byte[0]);

    private final Bundle bundle;
    private final SigningKeys keys;
    private final Report report;

    MessageCheck(Bundle bundle, SigningKeys keys, Report report) {
        this.bundle = bundle;
        this.keys = keys;
        this.report = report;
    }

    /** Whether the message of {@code entry} is in the bundle. Throws a {@link Problem} where it is false. */
    boolean check(Entry entry, String client, String service) {
        String name = entry.role() + "/" + entry.kind();
        var octets = bundle.file(name + ".base");
        if (octets.isEmpty()) {
            if (bundle.hasMessage(name)) {
                throw Bundle.unreadable("there is a signature or body, but not what was signed: " + name);
            }
            return false;
        }
        byte[] base = octets.get();
        var message = SignatureBase.read(base);
        boolean request = entry.kind().equals("request");
        requireCommitted(entry, base, message);
        if (request) {
            requireSameRequest(entry, message);
        } else {
            requireSameAnswer(entry, message);
        }
        signed(entry, base, message, request ? client : subsystem(service));
        body(name, entry, message);
        return true;
    }

    static String subsystem(String service) {
        return service.substring(0, Math.max(service.lastIndexOf('/'), 0));
    }

    private static void requireCommitted(Entry entry, byte[] base, SignatureBase message) {
        String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(Hash.sha256(base));
        require(entry.value(entry.kind() + "_signed").equals(digest), "message_not_committed");
        require(entry.value(entry.kind() + "_key").equals(message.parameter("keyid")), "message_not_committed");
        require(message.parameter("tag").equals(TAG), "message_not_committed");
        require(entry.value("gx_id").equals(message.value("gx-id")), "message_of_other_exchange");
    }

    private static void requireSameRequest(Entry entry, SignatureBase message) {
        requireSame(entry, "client", message.value("gx-client"));
        requireSame(entry, "purpose", message.value("gx-purpose"));
        requireSame(entry, "basis", message.value("gx-basis"));
        requireSame(entry, "method", message.value("@method"));
        String service = message.value("gx-service");
        boolean unnamed = entry.value("service").equals(subsystem(service) + "/-");
        require(unnamed || entry.value("service").equals(service), "message_contradicts_entry");
    }

    private static void requireSameAnswer(Entry entry, SignatureBase message) {
        requireSame(entry, "status", message.value("@status"));
        requireSame(entry, "code", message.value("gx-error"));
    }

    private static void requireSame(Entry entry, String name, String said) {
        require(!entry.has(name) || entry.value(name).equals(said), "message_contradicts_entry");
    }

    private void signed(Entry entry, byte[] base, SignatureBase message, String subsystem) {
        String kind = entry.kind();
        var signature = bundle.file(entry.role() + "/" + kind + ".signature");
        Member signer = keys.member(subsystem);
        if (signature.isEmpty()) {
            report.open("signature.none." + kind, signer.nameZh(), signer.nameEn(), signer.id());
            return;
        }
        String keyId = message.parameter("keyid");
        VerificationKey key = keys.find(signer, keyId, entry.time());
        require(verifies(key, message.parameter("alg"), base, signature.get()), "message_signature_false");
        report.proved("signed." + kind, signer.nameZh(), signer.nameEn(), signer.id(), message.value("@status"), keyId);
    }

    private static boolean verifies(VerificationKey key, String algorithm, byte[] base, byte[] signature) {
        String own = key.algorithm().label();
        if (algorithm.equals(own)) {
            return key.verifies(base, signature);
        }
        return algorithm.equals(GROUP + own)
                && GroupSignature.read(signature)
                        .filter(group -> group.signs(base, key, new VerifiedRoots()))
                        .isPresent();
    }

    private void body(String name, Entry entry, SignatureBase message) {
        var body = bundle.file(name + ".body");
        if (body.isPresent()) {
            require(digest(body.get()).equals(message.bodyDigest()), "body_not_signed");
            report.proved("body." + entry.kind(), body.get().length, message.bodyDigest());
        } else if (!message.bodyDigest().equals(NO_BODY)) {
            report.open("body.none." + entry.kind(), message.bodyDigest());
        }
    }

    private static String digest(byte[] octets) {
        return new String(Base64.getEncoder().encode(Hash.sha256(octets)), US_ASCII);
    }

    private static void require(boolean so, String code) {
        if (!so) {
            throw Problem.forbidden(code, "A message is not the one that the log has, or was not signed so");
        }
    }
}
