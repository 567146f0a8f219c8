package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.archive.StoredArchive;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.kernel.timestamp.AuthorityCertificate;

/**
 * What the verifier is told to believe, from a {@code verificationconf.zip} that came by another way than the bundle.
 *
 * @param registryKey the key that signs registries
 * @param policy which witnesses must have seen which logs (C2SP tlog-policy)
 * @param authorities the time-stamp authorities
 */
record Trust(Optional<VerificationKey> registryKey, Optional<String> policy, List<X509Certificate> authorities) {
    /** Nothing was told: only whether the bundle agrees with itself can be said. */
    static final Trust NONE = new Trust(Optional.empty(), Optional.empty(), List.of());

    static Trust read(byte[] archive) {
        var files = StoredArchive.read(archive);
        byte[] key = files.get("registry-key.txt");
        byte[] policy = files.get("policy.txt");
        if (key == null) {
            throw Bundle.unreadable("the configuration has no registry-key.txt");
        }
        return new Trust(
                Optional.of(VerificationKey.ofBase64(new String(key, UTF_8))),
                Optional.ofNullable(policy).map(text -> new String(text, UTF_8)),
                files.entrySet().stream()
                        .filter(file -> file.getKey().startsWith("authorities/"))
                        .map(file -> AuthorityCertificate.read(file.getValue()))
                        .toList());
    }
}
