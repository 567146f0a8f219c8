package tw.qiao.launcher;

import java.io.PrintStream;
import java.time.Duration;

/** Tells a person at a terminal what is going on, on the error stream, so that standard output stays for results. */
public final class Progress {
    private final PrintStream out;
    private final boolean terminal;
    private long started = System.nanoTime();

    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Begins a step that may take a while. */
    public synchronized void begin(String step) {
        started = System.nanoTime();
        if (terminal) {
            out.print("  … " + step);
            out.flush();
        }
    }

    /** Shows how far the step is, for example {@code 120,000 of 200,000}; only on a terminal. */
    public synchronized void show(String step, String position) {
        if (terminal) {
            out.print("\r\033[K  … " + step + ": " + position);
            out.flush();
        }
    }

    /** Ends the step with what it gave. */
    public synchronized void done(String result) {
        var took = Duration.ofNanos(System.nanoTime() - started);
        out.printf("%s  ✓ %s (%.1f s)%n", terminal ? "\r\033[K" : "", result, took.toMillis() / 1000.0);
    }

    /** Says one line. */
    public synchronized void say(String line) {
        out.println((terminal ? "\r\033[K" : "") + line);
    }
}
