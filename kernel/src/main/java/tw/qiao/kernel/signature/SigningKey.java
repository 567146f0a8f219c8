package tw.qiao.kernel.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/**
 * A key that signs. On disk it is one PEM file that only its owner may read: the private key (PKCS#8) followed by its
 * public key (SPKI).
 */
public final class SigningKey {
    private final @Nullable PrivateKey key;
    private final @Nullable PrivateKey ownKey;
    private final @Nullable Holder holder;
    private final VerificationKey verificationKey;

    private SigningKey(@Nullable PrivateKey key, @Nullable Holder holder, VerificationKey verificationKey) {
        this.key = key;
        this.ownKey = key == null ? null : Cryptography.ownKey(verificationKey.algorithm(), key);
        this.holder = holder;
        this.verificationKey = verificationKey;
    }

    private SigningKey(PrivateKey key, VerificationKey verificationKey) {
        this(key, null, verificationKey);
    }

    /** Who has a key that never leaves it, such as a token. */
    @FunctionalInterface
    public interface Holder {
        /** The signature over {@code data}; for ECDSA r‖s, not DER. */
        byte[] sign(byte[] data);
    }

    /** The key that {@code holder} signs with. Refuses a holder whose signatures are not of {@code verificationKey}. */
    public static SigningKey heldBy(Holder holder, VerificationKey verificationKey) {
        byte[] probe = verificationKey.spki();
        if (!verificationKey.verifies(probe, holder.sign(probe))) {
            throw mismatch();
        }
        return new SigningKey(null, holder, verificationKey);
    }

    /** A new random key. */
    public static SigningKey generate(SignatureAlgorithm algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm.keyKind());
            switch (algorithm) {
                case ECDSA_P256_SHA256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case RSA_PSS_SHA512, RSA_V1_5_SHA256 -> generator.initialize(Rsa.NEW_KEY);
                case ED25519, ML_DSA_44, ML_DSA_65 -> {}
            }
            var pair = generator.generateKeyPair();
            return new SigningKey(
                    pair.getPrivate(), VerificationKey.of(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform makes keys of kind " + algorithm, e);
        }
    }

    /** The key with the given halves: the private one as PKCS#8. Refuses halves that do not belong together. */
    public static SigningKey of(byte[] pkcs8, VerificationKey verificationKey) {
        try {
            var factory = KeyFactory.getInstance(verificationKey.algorithm().keyKind());
            var key = new SigningKey(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)), verificationKey);
            byte[] probe = verificationKey.spki();
            if (verificationKey.verifies(probe, key.sign(probe))) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw Problem.of(
                    "signing_key_unreadable",
                    500,
                    false,
                    "The private key must be PKCS#8 of P-256, Ed25519, RSA, ML-DSA-44 or ML-DSA-65");
        }
        throw mismatch();
    }

    private static Problem mismatch() {
        return Problem.of("signing_key_mismatch", 500, false, "The private and the public key do not belong together");
    }

    /** Reads the key from its PEM file. Refuses a file that others than its owner may read. */
    public static SigningKey read(Path file) {
        try {
            KeyFile.requireOwnerOnly(file);
            String pem = Files.readString(file);
            return of(KeyFile.block(pem, "PRIVATE KEY"), VerificationKey.of(KeyFile.block(pem, "PUBLIC KEY")));
        } catch (NoSuchFileException e) {
            throw Problem.of("signing_key_missing", 500, false, "There is no key file " + file);
        } catch (IOException e) {
            throw Problem.unavailable("signing_key_unreadable", "The key file " + file + " cannot be read", e);
        }
    }

    /** Reads the key from its PEM file; where there is none yet, makes one and writes it there. */
    public static SigningKey readOrGenerate(Path file, SignatureAlgorithm algorithm) {
        if (Files.exists(file)) {
            return read(file);
        }
        var key = generate(algorithm);
        key.write(file);
        return key;
    }

    /** Writes the key into a new file that only its owner may read. Never overwrites a file. */
    public void write(Path file) {
        try {
            KeyFile.write(file, privateKey().getEncoded(), verificationKey.spki());
        } catch (IOException e) {
            throw Problem.unavailable("signing_key_unwritable", "The key file " + file + " cannot be created", e);
        }
    }

    /** The signature over {@code data}; for ECDSA r‖s, not DER. */
    public byte[] sign(byte[] data) {
        if (holder != null) {
            return holder.sign(data);
        }
        try {
            var signer = Cryptography.signature(verificationKey.algorithm());
            signer.initSign(ownKey);
            signer.update(data);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key of kind " + verificationKey.algorithm() + " does not sign", e);
        }
    }

    /** The public half. */
    public VerificationKey verificationKey() {
        return verificationKey;
    }

    /** The only algorithm that this key signs with. */
    public SignatureAlgorithm algorithm() {
        return verificationKey.algorithm();
    }

    /** The private half, for the JDK's interfaces (TLS, JWS). A key that is held elsewhere shows none. */
    public PrivateKey privateKey() {
        if (key == null) {
            throw Problem.of("signing_key_held", 500, false, "The private key does not leave its token");
        }
        return key;
    }

    @Override
    public String toString() {
        return "SigningKey[" + verificationKey + "]";
    }
}
