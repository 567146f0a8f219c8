package tw.qiao.node.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import tw.qiao.kernel.Problem;

/**
 * Where a request ends (RFC 9112, 6). What two servers could read in two ways is refused, and its connection is closed:
 * the rest of it might pass for another request.
 */
public final class RequestFraming {
    private static final String CODE = "client.invalid_framing";
    private static final int MOST_DIGITS = 18;

    private RequestFraming() {}

    /** Refuses a request whose body does not have one clear length. */
    public static void require(Headers headers) {
        List<String> codings = lines(headers, HeaderNames.TRANSFER_ENCODING);
        List<String> lengths = lines(headers, HeaderNames.CONTENT_LENGTH);
        if (codings.isEmpty() && lengths.isEmpty()) {
            return;
        }
        if (!codings.isEmpty() && !lengths.isEmpty()) {
            throw refusal("A body has either Content-Length or Transfer-Encoding");
        }
        if (codings.size() + lengths.size() > 1) {
            throw refusal("The length of a body is said once");
        }
        if (lengths.isEmpty() ? !codings.getFirst().equalsIgnoreCase("chunked") : !isCount(lengths.getFirst())) {
            throw refusal("Content-Length is a number in decimal, and the only Transfer-Encoding is chunked");
        }
    }

    private static List<String> lines(Headers headers, HeaderName name) {
        return headers.contains(name) ? headers.get(name).allValues() : List.of();
    }

    private static boolean isCount(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static Problem refusal(String message) {
        return Problem.of(CODE, 400, false, message);
    }

    /** Whether a request was refused here, so that its connection is of no more use. */
    public static boolean refused(Problem problem) {
        return problem.code().equals(CODE);
    }
}
