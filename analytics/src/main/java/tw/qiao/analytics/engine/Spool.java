package tw.qiao.analytics.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;

/**
 * A long answer, which waits on the disk until it is read, so that who reads slowly holds neither memory nor the
 * worker. Nobody else can open the file, and nothing is left of it when the process ends.
 */
final class Spool implements AutoCloseable {
    private static final int MOST_OCTETS = 1 << 30;

    private final FileChannel file;
    private final DataOutputStream out;
    private @Nullable Problem failure;

    private Spool(FileChannel file) {
        this.file = file;
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
    }

    static Spool open() {
        try {
            Path path = Files.createTempFile("qiao-answer", ".frames");
            return new Spool(FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Keeps a frame; what fails is told by {@link #frames}. */
    synchronized void add(JsonNode frame) {
        if (failure != null) {
            return;
        }
        try {
            Frames.write(out, frame);
        } catch (IOException e) {
            failure = failed(e);
        }
        if (out.size() > MOST_OCTETS) {
            failure = tooLong();
        }
    }

    /** What was kept, in its order; to be closed. */
    synchronized Stream<JsonNode> frames() {
        if (failure != null) {
            throw failure;
        }
        try {
            file.position(0);
        } catch (IOException e) {
            throw failed(e);
        }
        var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file)));
        return Stream.generate(() -> next(in))
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .onClose(this::close);
    }

    private static Optional<JsonNode> next(DataInputStream in) {
        try {
            return Frames.read(in);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static Problem tooLong() {
        return Problem.invalid(
                "query_too_long", "The answer is longer than what is given at once; ask for fewer rows or columns");
    }

    private static Problem failed(IOException e) {
        return Problem.unavailable("analytics_spool", "A long answer cannot be kept on the disk; ask for less", e);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
