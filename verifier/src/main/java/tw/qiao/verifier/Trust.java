package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.archive.StoredArchive;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.kernel.timestamp.AuthorityCertificate;

/**
 * What the verifier is told to believe, from a {@code verificationconf.zip} that came by another way than the bundle.
 *
 * @param registryKey the key that signs registries
 * @param registry the registry that was in use when it was made
 * @param policy which witnesses must have seen which logs (C2SP tlog-policy)
 * @param authorities the time-stamp authorities
 */
record Trust(
        Optional<VerificationKey> registryKey,
        Optional<Registry> registry,
        Optional<String> policy,
        List<X509Certificate> authorities) {
    /** Nothing was told: only whether the bundle agrees with itself can be said. */
    static final Trust NONE = new Trust(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    static Trust read(byte[] archive) {
        var files = StoredArchive.read(archive);
        byte[] file = files.get("registry-key.txt");
        byte[] policy = files.get("policy.txt");
        if (file == null) {
            throw Bundle.unreadable("the configuration has no registry-key.txt");
        }
        var key = VerificationKey.ofBase64(new String(file, UTF_8));
        return new Trust(
                Optional.of(key),
                Optional.ofNullable(files.get("registry.json"))
                        .map(registry -> SignedRegistry.seen(new String(registry, UTF_8), key)),
                Optional.ofNullable(policy).map(text -> new String(text, UTF_8)),
                files.entrySet().stream()
                        .filter(authority -> authority.getKey().startsWith("authorities/"))
                        .map(authority -> AuthorityCertificate.read(authority.getValue()))
                        .toList());
    }
}
