package tw.qiao.kernel;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A failure that its caller can understand and act on, shown as problem details (RFC 9457) or as a page.
 *
 * <p>The message says what was expected, what came and what to do. It never contains personal data.
 */
public class Problem extends RuntimeException {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_.]{2,63}");

    private static final Duration CUSTOMARY_PAUSE = Duration.ofSeconds(2);

    private final String code;
    private final int status;
    private final boolean retryable;
    private final Duration retryAfter;

    private Problem(String code, int status, boolean retryable, String message, Throwable cause) {
        super(message, cause);
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("A problem code is lower case words, not: " + code);
        }
        this.code = code;
        this.status = status;
        this.retryable = retryable;
        this.retryAfter = CUSTOMARY_PAUSE;
    }

    /** For those that carry more than a message. */
    protected Problem(String code, int status, boolean retryable, String message) {
        this(code, status, retryable, CUSTOMARY_PAUSE, message);
    }

    private Problem(String code, int status, boolean retryable, Duration retryAfter, String message) {
        super(message);
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("A problem code is lower case words, not: " + code);
        }
        this.code = code;
        this.status = status;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** The request itself is wrong (400). */
    public static Problem invalid(String code, String message) {
        return new Problem(code, 400, false, message);
    }

    /** The caller must sign in, or failed to prove who she is (401). */
    public static Problem unauthenticated(String code, String message) {
        return new Problem(code, 401, false, message);
    }

    /** The caller is known but may not do this (403). */
    public static Problem forbidden(String code, String message) {
        return new Problem(code, 403, false, message);
    }

    /** There is no such thing, or the caller may not know of it (404). */
    public static Problem notFound(String code, String message) {
        return new Problem(code, 404, false, message);
    }

    /** Somebody else changed the thing first, or it was done before (409). */
    public static Problem conflict(String code, String message) {
        return new Problem(code, 409, false, message);
    }

    /** Something this depends on does not answer now; the same request may succeed later (503). */
    public static Problem unavailable(String code, String message, Throwable cause) {
        return new Problem(code, 503, true, message, cause);
    }

    /** Something this depends on does not answer now; the same request may succeed later (503). */
    public static Problem unavailable(String code, String message) {
        return new Problem(code, 503, true, message);
    }

    /** There is too much to do now (429 or 503); the same request may succeed after the given time. */
    public static Problem overloaded(String code, int status, Duration retryAfter, String message) {
        return new Problem(code, status, true, retryAfter, message);
    }

    /** A problem with any other HTTP status. */
    public static Problem of(String code, int status, boolean retryable, String message) {
        return new Problem(code, status, retryable, message);
    }

    /** A stable word for the kind of failure, for example {@code webauthn_bad_origin}. */
    public String code() {
        return code;
    }

    /** The HTTP status that fits. */
    public int status() {
        return status;
    }

    /** After how many whole seconds, at least one, a retryable request is worth to be tried again. */
    public long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
    }

    /** Whether the very same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
