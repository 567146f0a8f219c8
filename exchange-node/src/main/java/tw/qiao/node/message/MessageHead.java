package tw.qiao.node.message;

/** What a signature can cover of a message, apart from its body. */
public sealed interface MessageHead {
    /** The header fields. */
    Fields fields();

    /**
     * The head of a request.
     *
     * @param method upper case
     * @param authority host and port, lower case
     * @param path the raw path
     * @param query the raw query without its question mark, empty when there is none
     * @param fields the header fields
     */
    record RequestHead(String method, String authority, String path, String query, Fields fields)
            implements MessageHead {}

    /**
     * The head of a response.
     *
     * @param status the HTTP status
     * @param fields the header fields
     */
    record ResponseHead(int status, Fields fields) implements MessageHead {}
}
