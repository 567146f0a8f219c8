package tw.qiao.node.listener;

import java.time.Duration;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.MessageHead.RequestHead;

/**
 * A request as it comes.
 *
 * @param head its head, nothing decoded
 * @param arrival its body, which may still have to come
 * @param peerKey SHA-256 of the key in the peer's TLS certificate, empty where TLS is not used
 * @param inChunks whether its answer can go in chunks, as it can over HTTP/1.1
 */
public record Incoming(RequestHead head, IncomingBody arrival, String peerKey, boolean inChunks) {
    public Incoming(RequestHead head, Body body, String peerKey) {
        this(head, IncomingBody.of(body), peerKey, false);
    }

    /** The same with another head. */
    public Incoming with(RequestHead other) {
        return new Incoming(other, arrival, peerKey, inChunks);
    }

    /** Its body, for which this waits; none where it was not taken in. */
    public Body body() {
        return arrival.body();
    }

    /** How long a large body took to come, which does not count towards the request's deadline. */
    public Duration bodyTook() {
        return arrival.took();
    }

    /** Refuses a request whose body was not taken in, under a code that begins with {@code side}. */
    public void requireWhole(String side) {
        arrival.body();
        arrival.unread().ifPresent(why -> {
            throw why.at(side);
        });
    }
}
