package tw.qiao.node.message;

import tw.qiao.kernel.Problem;

/**
 * The errors of the exchange, under the snake-case codes of X-Road 7.8. A code that starts with {@code server.} is
 * answered with HTTP 500 and any other with 400, as consumers of X-Road expect; only a conflict (409) differs.
 */
public final class Faults {
    private Faults() {}

    /** The consumer's request is wrong. The code lacks its prefix {@code client.}. */
    public static Problem client(String code, String message) {
        return Problem.of("client." + code, 400, false, message);
    }

    /** The consumer used an exchange id again for another request. */
    public static Problem conflict(String code, String message) {
        return Problem.conflict(code, message);
    }

    /** The consumer asks again under an exchange id whose answer was erased after its time. */
    public static Problem erased(String code) {
        return Problem.of(
                code, 410, false, "The answer to this exchange id was erased after its time; ask under a new id");
    }

    /** The consumer's node refuses or fails. The code lacks its prefix {@code server.clientproxy.}. */
    public static Problem consumerNode(String code, String message) {
        return Problem.of("server.clientproxy." + code, 500, false, message);
    }

    /** The provider's node refuses. The code lacks its prefix {@code server.serverproxy.}. */
    public static Problem providerNode(String code, String message) {
        return Problem.of("server.serverproxy." + code, 500, false, message);
    }

    /** The provider does not answer now; the same request may succeed later. */
    public static Problem unavailable(String code, String message) {
        return Problem.of("server.serverproxy." + code, 500, true, message);
    }
}
