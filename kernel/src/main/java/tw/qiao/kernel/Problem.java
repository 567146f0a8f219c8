package tw.qiao.kernel;

import java.util.regex.Pattern;

/**
 * A failure that its caller can understand and act on, shown as problem details (RFC 9457) or as a page.
 *
 * <p>The message says what was expected, what came and what to do. It never contains personal data.
 */
public class Problem extends RuntimeException {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_.]{2,63}");

    private final String code;
    private final int status;
    private final boolean retryable;

    private Problem(String code, int status, boolean retryable, String message, Throwable cause) {
        super(message, cause);
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("A problem code is lower case words, not: " + code);
        }
        this.code = code;
        this.status = status;
        this.retryable = retryable;
    }

    private Problem(String code, int status, boolean retryable, String message) {
        super(message);
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("A problem code is lower case words, not: " + code);
        }
        this.code = code;
        this.status = status;
        this.retryable = retryable;
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

    /** Whether the very same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
