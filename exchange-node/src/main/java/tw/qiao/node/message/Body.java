package tw.qiao.node.message;

import java.nio.charset.StandardCharsets;

/** The octets of a message body. They are not copied; nobody changes them. */
public final class Body {
    /** The largest body that is carried, in octets. */
    public static final int LARGEST = 256 * 1024;

    /** No octets. */
    public static final Body EMPTY = new Body(new byte[0]);

    private final byte[] octets;

    private Body(byte[] octets) {
        this.octets = octets;
    }

    /** The given octets. */
    public static Body of(byte[] octets) {
        return octets.length == 0 ? EMPTY : new Body(octets);
    }

    /** The octets. */
    public byte[] octets() {
        return octets;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return octets.length == 0;
    }

    /** As UTF-8 text. */
    public String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
