package tw.qiao.kernel.log;

import java.util.Optional;
import tw.qiao.kernel.signature.SigningKey;

/** An entry to append: its public bytes, and what only its writer keeps or has signed with it. */
public final class NewEntry {
    private final String key;
    private final byte[] content;
    private Optional<Attachment> attachment = Optional.empty();
    private Optional<Signing> signing = Optional.empty();
    private int attached;

    /**
     * An entry.
     *
     * @param key names the entry for its writer; it stays private
     * @param content the public bytes, at most {@value EvidenceLog#LONGEST_ENTRY}
     */
    public NewEntry(String key, byte[] content) {
        this.key = key;
        this.content = content.clone();
    }

    /** Private octets that become durable with the entry, and are in no public file. */
    public interface Attachment {
        /** The octets, for the entry at {@code index}. The one writer asks, once, in the order of the entries. */
        byte[] at(long index);
    }

    /** A message that is signed when the entry is durable, together with those of its group. */
    record Signing(SigningKey key, Hash leaf) {}

    /**
     * Attaches private octets.
     *
     * @param about how many they will be, more or less
     */
    public NewEntry attached(Attachment octets, int about) {
        attachment = Optional.of(octets);
        attached = about;
        return this;
    }

    /** Has {@code message} signed by {@code signer} when the entry is durable. */
    public NewEntry signed(SigningKey signer, byte[] message) {
        signing = Optional.of(new Signing(signer, Hash.leaf(message)));
        return this;
    }

    String key() {
        return key;
    }

    byte[] content() {
        return content;
    }

    Optional<Attachment> attachment() {
        return attachment;
    }

    Optional<Signing> signing() {
        return signing;
    }

    int about() {
        return attached;
    }
}
