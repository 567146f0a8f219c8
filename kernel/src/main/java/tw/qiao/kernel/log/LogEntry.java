package tw.qiao.kernel.log;

import java.time.Instant;

/** An entry with what only its own log knows about it. */
public final class LogEntry {
    private final long index;
    private final String key;
    private final Instant appendedAt;
    private final byte[] content;

    LogEntry(long index, String key, Instant appendedAt, byte[] content) {
        this.index = index;
        this.key = key;
        this.appendedAt = appendedAt;
        this.content = content;
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
}
