package tw.qiao.node;

import java.time.Duration;
import java.util.Optional;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.spool.Unread;

/**
 * A request as it came.
 *
 * @param head its head, nothing decoded
 * @param body its body
 * @param peerKey SHA-256 of the key in the peer's TLS certificate, empty where TLS is not used
 * @param bodyTook how long a large body took to come, which does not count towards the request's deadline
 * @param unread why the body was not read, if it was not
 */
record Incoming(RequestHead head, Body body, String peerKey, Duration bodyTook, Optional<Unread> unread) {
    Incoming(RequestHead head, Body body, String peerKey) {
        this(head, body, peerKey, Duration.ZERO, Optional.empty());
    }

    /** Refuses a request whose body was not read, under a code that begins with {@code side}. */
    void requireWhole(String side) {
        if (unread.isPresent()) {
            throw unread.get().at(side);
        }
    }
}
