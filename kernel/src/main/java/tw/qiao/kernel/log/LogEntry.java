package tw.qiao.kernel.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry with what only its own log knows about it. */
public final class LogEntry {
    private final long index;
    private final String key;
    private final Instant appendedAt;
    private final byte[] content;
    private final byte @Nullable [] attachment;

    LogEntry(long index, String key, Instant appendedAt, byte[] content, byte @Nullable [] attachment) {
        this.index = index;
        this.key = key;
        this.appendedAt = appendedAt;
        this.content = content;
        this.attachment = attachment;
    }

    /** Its place, from 0. */
    public long index() {
        return index;
    }

    /** The key under which it was appended; it is in no public file. */
    public String key() {
        return key;
    }

    /** When it was written, to the millisecond. */
    public Instant appendedAt() {
        return appendedAt;
    }

    /** The public bytes. */
    public byte[] content() {
        return content.clone();
    }

    /** The private octets that became durable with it, none if there were none. */
    public byte[] attachment() {
        return attachment == null ? new byte[0] : attachment.clone();
    }

    /** Whether it was written when entries had no attachments. */
    boolean isOfFirstForm() {
        return attachment == null;
    }
}
