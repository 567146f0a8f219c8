package tw.qiao.node.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tw.qiao.node.message.Body;

/** A large body in a file, sealed with a key of its own. */
public final class SealedFile implements Body.Large {
    private final byte[] key;
    private final long length;
    private final byte[] sha256;
    private volatile Path path;

    /** The file at {@code path}, as it was written. */
    public SealedFile(Path path, byte[] key, long length, byte[] sha256) {
        this.path = path;
        this.key = key.clone();
        this.length = length;
        this.sha256 = sha256.clone();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    @Override
    public InputStream open() throws IOException {
        return new SealedInput(path, new Chunks(key), length);
    }

    @Override
    public boolean isThere() {
        return Files.exists(path);
    }

    /** The key, without which the file is noise. */
    public byte[] key() {
        return key.clone();
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** Notes that the file lies elsewhere now. */
    public void movedTo(Path other) {
        path = other;
    }
}
