package tw.qiao.node.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.util.EnumSet;
import java.util.Set;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.settings.Operations;

/** A P-256 key in a token, such as a hardware security module, by PKCS#11. */
public final class SigningToken implements SigningKey.Holder {
    private static final System.Logger LOG = System.getLogger(SigningToken.class.getName());
    private static final String SCHEME = "SHA256withECDSAinP1363Format";

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Provider provider;
    private final String label;
    private final char[] pin;
    private volatile PrivateKey key;

    private SigningToken(Provider provider, String label, char[] pin) throws GeneralSecurityException, IOException {
        this.provider = provider;
        this.label = label;
        this.pin = pin;
        this.key = signingKey(store());
    }

    /** The signing key in the token that the settings name. It signs, or there is a problem, within its patience. */
    public static SigningKey open(Operations.Token settings, Path home) {
        try {
            var provider = provider(settings);
            char[] pin = pin(home.resolve(settings.pinFile()));
            var token = new SigningToken(provider, settings.key(), pin);
            return SigningKey.heldBy(new BoundedHolder(token, settings.patience()), token.verificationKey());
        } catch (GeneralSecurityException | IOException | ProviderException e) {
            throw Problem.unavailable(
                    "signing_token_unavailable",
                    "The token cannot be opened; look at library, slot, pinFile and key of signingToken",
                    e);
        }
    }

    private static char[] pin(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw Problem.of(
                    "signing_token_exposed",
                    500,
                    false,
                    "Only the owner may have access to the file with the PIN; run: chmod 600 " + file);
        }
        return Files.readString(file).strip().toCharArray();
    }

    private static Provider provider(Operations.Token settings) throws GeneralSecurityException {
        var plain = Security.getProvider("SunPKCS11");
        if (plain == null) {
            throw new GeneralSecurityException("This Java has no SunPKCS11");
        }
        return plain.configure("--name=qiao-" + settings.slot() + "\nlibrary=" + settings.library() + "\nslotListIndex="
                + settings.slot() + "\n");
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, pin);
        return store;
    }

    private PrivateKey signingKey(KeyStore store) throws GeneralSecurityException {
        if (store.getKey(label, null) instanceof PrivateKey found) {
            return found;
        }
        throw new GeneralSecurityException("There is no such key with a certificate");
    }

    private VerificationKey verificationKey() throws GeneralSecurityException, IOException {
        return VerificationKey.of(store().getCertificate(label).getPublicKey().getEncoded());
    }

    /** A token that forgot the session, after a logout or a restart of its own, is opened once more. */
    @Override
    public byte[] sign(byte[] data) {
        try {
            return signature(data);
        } catch (GeneralSecurityException | ProviderException first) {
            try {
                LOG.log(System.Logger.Level.WARNING, "The token is opened again");
                key = signingKey(store());
                return signature(data);
            } catch (GeneralSecurityException | IOException again) {
                throw new ProviderException("The token does not sign", again);
            }
        }
    }

    private byte[] signature(byte[] data) throws GeneralSecurityException {
        var signer = Signature.getInstance(SCHEME, provider);
        signer.initSign(key);
        signer.update(data);
        return signer.sign();
    }
}
