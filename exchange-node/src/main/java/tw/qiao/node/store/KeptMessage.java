package tw.qiao.node.store;

/**
 * A message that was signed, as it is kept beside the log's entry of it: the octets that were signed, and the signature
 * of the other party. One's own is kept by the other.
 */
public final class KeptMessage {
    private final byte[] base;
    private final byte[] signature;

    /** @param signature none for a message of one's own */
    public KeptMessage(byte[] base, byte[] signature) {
        this.base = base.clone();
        this.signature = signature.clone();
    }

    /** The signature base. */
    public byte[] base() {
        return base.clone();
    }

    /** The other party's signature, none for a message of one's own. */
    public byte[] signature() {
        return signature.clone();
    }
}
