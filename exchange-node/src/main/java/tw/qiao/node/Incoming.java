package tw.qiao.node;

import tw.qiao.node.message.Body;
import tw.qiao.node.message.MessageHead.RequestHead;

/**
 * A request as it came.
 *
 * @param head its head, nothing decoded
 * @param body its body
 * @param peerKey SHA-256 of the key in the peer's TLS certificate, empty where TLS is not used
 */
record Incoming(RequestHead head, Body body, String peerKey) {}
