package tw.qiao.kernel.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.signature.SigningKey;

/** Messages that one key signs together: once, over the root of their tree. */
final class SigningGroup {
    private final SigningKey key;
    private final List<List<Hash>> levels = new ArrayList<>();
    private volatile byte @Nullable [] ofRoot;

    SigningGroup(SigningKey key) {
        this.key = key;
        levels.add(new ArrayList<>());
    }

    /** A group of one message. */
    static SigningGroup alone(NewEntry.Signing signing) {
        var group = new SigningGroup(signing.key());
        group.add(signing.leaf());
        return group;
    }

    SigningKey key() {
        return key;
    }

    boolean isFull() {
        return leaves().size() == GroupSignature.LARGEST_GROUP;
    }

    /** Adds a message, and tells its place. */
    int add(Hash leaf) {
        leaves().add(leaf);
        return leaves().size() - 1;
    }

    private List<Hash> leaves() {
        return levels.getFirst();
    }

    /** The signature of the message at {@code place}. Nothing may be added any more. */
    byte[] signature(int place) {
        byte[] signature = ofRoot;
        if (signature == null) {
            signature = sign();
        }
        return GroupSignature.encode(place, leaves().size(), path(place), signature);
    }

    /** Signs the root, unless that was done. */
    synchronized byte[] sign() {
        byte[] signature = ofRoot;
        if (signature == null) {
            grow();
            signature = key.sign(
                    GroupSignature.signed(leaves().size(), levels.getLast().getFirst()));
            ofRoot = signature;
        }
        return signature;
    }

    /** The levels above the leaves; a last node without a neighbour stands for itself in the level above. */
    private void grow() {
        while (levels.getLast().size() > 1) {
            var below = levels.getLast();
            var level = new ArrayList<Hash>((below.size() + 1) / 2);
            for (int i = 0; i < below.size(); i += 2) {
                level.add(i + 1 < below.size() ? Hash.node(below.get(i), below.get(i + 1)) : below.get(i));
            }
            levels.add(level);
        }
    }

    private List<Hash> path(int place) {
        var path = new ArrayList<Hash>(levels.size());
        int at = place;
        for (var level : levels) {
            int neighbour = at ^ 1;
            if (neighbour < level.size()) {
                path.add(level.get(neighbour));
            }
            at >>= 1;
        }
        return path;
    }
}
