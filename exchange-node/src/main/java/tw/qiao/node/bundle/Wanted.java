package tw.qiao.node.bundle;

import java.util.function.Predicate;

/**
 * What somebody asks to have in a bundle. A refusal takes the place of request and response.
 *
 * @param request whether the request
 * @param response whether the response
 * @param bodies whether bodies too, where they are kept
 */
public record Wanted(boolean request, boolean response, boolean bodies) implements Predicate<String> {
    /** Whether entries of the given kind belong to it. */
    @Override
    public boolean test(String kind) {
        return switch (kind) {
            case "request" -> request;
            case "response" -> response;
            default -> true;
        };
    }
}
