package tw.qiao.node.message;

import java.util.Optional;
import tw.qiao.kernel.log.GroupSignature;
import tw.qiao.kernel.log.NewEntry;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.message.StructuredFields.BareItem;

/** A message that has all it needs but its signature. */
public final class UnsignedMessage {
    private final MessageHead head;
    private final Covered covered;
    private final SigningKey key;
    private final boolean inGroups;

    UnsignedMessage(MessageHead head, Covered covered, SigningKey key, boolean inGroups) {
        this.head = head;
        this.covered = covered;
        this.key = key;
        this.inGroups = inGroups;
    }

    /** What the signature will cover. */
    public Covered covered() {
        return covered;
    }

    /** Has the message signed with others, when {@code entry} is durable; unless each message is signed for itself. */
    public NewEntry with(NewEntry entry) {
        return inGroups ? entry.signed(key, covered.base()) : entry;
    }

    /** Adds the signature that came of {@link #with}, or the message's own. */
    public void sign(Optional<byte[]> signature) {
        add(signature.orElseGet(() -> key.sign(covered.base())));
    }

    /** Signs the message alone. */
    public void sign() {
        add(inGroups ? GroupSignature.alone(key, covered.base()) : key.sign(covered.base()));
    }

    private void add(byte[] signature) {
        head.signatureSection()
                .add("signature-input", head.label() + "=" + covered.input())
                .add(
                        "signature",
                        head.label() + "=" + BareItem.Bytes.of(signature).text());
    }
}
