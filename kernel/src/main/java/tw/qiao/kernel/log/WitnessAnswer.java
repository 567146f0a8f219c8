package tw.qiao.kernel.log;

import tw.qiao.kernel.Problem;

/**
 * What a witness answers over HTTP (C2SP tlog-witness).
 *
 * @param status 200 with signature lines, 409 with the size that the witness holds, or the status of a refusal
 * @param contentType the media type of the body
 * @param body text that ends with a line break
 */
public record WitnessAnswer(int status, String contentType, String body) {
    /** The media type of a size. */
    public static final String SIZE = "text/x.tlog.size";

    private static final String TEXT = "text/plain; charset=utf-8";

    static WitnessAnswer cosigned(String lines) {
        return new WitnessAnswer(200, TEXT, lines);
    }

    static WitnessAnswer holds(long size) {
        return new WitnessAnswer(409, SIZE, size + "\n");
    }

    static WitnessAnswer refused(Problem problem) {
        return new WitnessAnswer(problem.status(), TEXT, problem.getMessage() + "\n");
    }
}
