package tw.qiao.bench;

/** A benchmark: warms up, runs peers and ours alternately, and reports figures. */
public interface Benchmark {
    /** The word by which it is asked for, and the name of its result file. */
    String name();

    /** What it measures, in one line. */
    String purpose();

    /** Measures; finishes within 60 s when {@code quick}. */
    void run(BenchReport report, boolean quick);
}
