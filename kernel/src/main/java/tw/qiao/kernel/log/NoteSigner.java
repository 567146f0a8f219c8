package tw.qiao.kernel.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tw.qiao.kernel.signature.SigningKey;

/** Signs notes under one name in one way. */
final class NoteSigner {
    private final NoteKey key;
    private final SigningKey secret;

    private NoteSigner(NoteKey key, SigningKey secret) {
        this.key = key;
        this.secret = secret;
    }

    static NoteSigner ofLog(String origin, SigningKey secret) {
        return new NoteSigner(NoteKey.ofLog(origin, secret.verificationKey()), secret);
    }

    static NoteSigner ofWitness(String name, SigningKey secret) {
        return new NoteSigner(NoteKey.ofWitness(name, secret.verificationKey()), secret);
    }

    NoteKey key() {
        return key;
    }

    /** The signature line for {@code text}; none if this kind of signature would leave a part of it uncovered. */
    Optional<Note.Signature> sign(String text, Instant now) {
        long time = now.getEpochSecond();
        return key.covered(text, time).map(covered -> line(time, secret.sign(covered)));
    }

    private Note.Signature line(long time, byte[] signature) {
        byte[] id = key.id();
        boolean isTimed = key.kind().isTimed();
        var value = ByteBuffer.allocate(id.length + (isTimed ? Long.BYTES : 0) + signature.length);
        value.put(id);
        if (isTimed) {
            value.putLong(time);
        }
        value.put(signature);
        return new Note.Signature(key.name(), Base64.getEncoder().encodeToString(value.array()));
    }
}
