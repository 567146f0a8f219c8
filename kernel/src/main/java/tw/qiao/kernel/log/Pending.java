package tw.qiao.kernel.log;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** An entry on its way to the disk; {@link #index} completes when it is there. */
final class Pending {
    private final String key;
    private final byte[] keyBytes;
    private final byte[] content;
    private final Hash leaf;
    private final CompletableFuture<Long> index = new CompletableFuture<>();

    Pending(String key, byte[] content) {
        this.key = key;
        this.keyBytes = key.getBytes(StandardCharsets.UTF_8);
        this.content = content.clone();
        this.leaf = Hash.leaf(this.content);
    }

    String key() {
        return key;
    }

    byte[] keyBytes() {
        return keyBytes;
    }

    byte[] content() {
        return content;
    }

    Hash leaf() {
        return leaf;
    }

    CompletableFuture<Long> index() {
        return index;
    }

    int size() {
        return Frame.sizeOf(keyBytes, content);
    }
}
