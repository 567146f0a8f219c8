package tw.qiao.node.message;

/** What a signature can cover of a message, apart from its body. */
public sealed interface MessageHead {
    /** The header fields. */
    Fields fields();

    /** The section of the message in which its signature stands. */
    default Fields signatureSection() {
        return fields();
    }

    /** The label of its signature. */
    default String label() {
        return ExchangeSignature.LABEL;
    }

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

    /**
     * A response whose body was passed on while it came, at its end.
     *
     * @param status the HTTP status
     * @param fields the header fields
     * @param trailers the trailer fields, which hold the digest and the signature over it
     */
    record ResponseEnd(int status, Fields fields, Fields trailers) implements MessageHead {
        public ResponseEnd(ResponseHead head, Fields trailers) {
            this(head.status(), head.fields(), trailers);
        }

        @Override
        public Fields signatureSection() {
            return trailers;
        }

        @Override
        public String label() {
            return ExchangeSignature.LABEL_OF_END;
        }
    }
}
