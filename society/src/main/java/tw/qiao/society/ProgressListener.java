package tw.qiao.society;

/** Hears how far a long step has come. */
@FunctionalInterface
public interface ProgressListener {
    /** {@code step} in a word or two, {@code done} of {@code total}. */
    void progressed(String step, long done, long total);

    /** Hears nothing. */
    static ProgressListener silent() {
        return (step, done, total) -> {};
    }
}
