package tw.qiao.kernel.log;

import java.util.Optional;

/** Where the public files of a log (C2SP tlog-tiles) are read. Nothing that it gives is believed unverified. */
@FunctionalInterface
public interface LogSource {
    /**
     * The file with the given name, such as {@code checkpoint}; empty if there is none.
     *
     * @param limit the length of the longest answer that is read
     * @throws tw.qiao.kernel.Problem {@code log_unreachable} (retryable) if there is no whole answer in time
     */
    Optional<byte[]> read(String path, int limit);
}
