package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tw.qiao.kernel.Problem;

/** The command: {@code java -jar verifier.jar BUNDLE [--trust verificationconf.zip]}. */
public final class Verifier {
    /** The bundle proves what the report says. */
    public static final int PROVES = 0;

    /** Something in the bundle is false. */
    public static final int REFUTED = 1;

    /** There is no bundle to judge. */
    public static final int UNREADABLE = 2;

    private static final long LARGEST = 64L * 1024 * 1024;
    private static final int FORBIDDEN = 403;

    private Verifier() {}

    static void main(String[] arguments) {
        boolean trusted = arguments.length == 3 && arguments[1].equals("--trust");
        if (arguments.length != 1 && !trusted) {
            System.err.println("Usage: java -jar verifier.jar BUNDLE [--trust verificationconf.zip]");
            System.exit(UNREADABLE);
        }
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        var trust = trusted ? Optional.of(Path.of(arguments[2])) : Optional.<Path>empty();
        System.exit(run(Path.of(arguments[0]), trust, out));
    }

    /** Prints what the bundle in a file proves, and returns one of the three codes. */
    public static int run(Path bundle, Optional<Path> trust, PrintStream out) {
        try {
            var report = trust.isPresent() ? verify(read(bundle), read(trust.get())) : verify(read(bundle));
            report.print(out);
            return report.isProof() ? PROVES : REFUTED;
        } catch (Problem | IOException e) {
            Report.unreadable(String.valueOf(e.getMessage()), out);
            return UNREADABLE;
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than " + LARGEST + " octets");
        }
        return Files.readAllBytes(file);
    }

    /** What a bundle proves if what it says about keys is believed. Throws a {@link Problem} if it is unreadable. */
    public static Report verify(byte[] bundle) {
        return judged(bundle, Trust.NONE);
    }

    /** What a bundle proves to who believes {@code configuration}, a {@code verificationconf.zip}. */
    public static Report verify(byte[] bundle, byte[] configuration) {
        return judged(bundle, Trust.read(configuration));
    }

    private static Report judged(byte[] bundle, Trust trust) {
        try {
            return BundleCheck.of(Bundle.read(bundle), trust);
        } catch (Problem problem) {
            if (problem.status() != FORBIDDEN) {
                throw problem;
            }
            var report = new Report();
            report.refuted("refuted", problem.code(), String.valueOf(problem.getMessage()));
            return report;
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw Bundle.unreadable("a part of it has no meaning");
        }
    }
}
