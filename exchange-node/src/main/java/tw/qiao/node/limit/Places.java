package tw.qiao.node.limit;

import java.util.function.Function;
import java.util.function.Supplier;
import tw.qiao.node.message.Body;
import tw.qiao.node.passing.PassingBody;

/** What is held while something is worked on. */
final class Places {
    private Places() {}

    /**
     * Does {@code work}, and leaves its place when it is done: with its result, or at the end of the result's body
     * where that is passed on while it comes.
     */
    static <T> T during(Supplier<T> work, Function<T, Body> body, Runnable leave) {
        boolean passes = false;
        try {
            T result = work.get();
            var passing = PassingBody.of(body.apply(result));
            passing.ifPresent(coming -> coming.whenClosed(leave));
            passes = passing.isPresent();
            return result;
        } finally {
            if (!passes) {
                leave.run();
            }
        }
    }
}
