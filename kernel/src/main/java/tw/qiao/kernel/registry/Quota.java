package tw.qiao.kernel.registry;

/**
 * How much a grant may be used, counted where it is answered. 0 is no limit of its own.
 *
 * @param perDay requests in a calendar day of Taiwan
 * @param perHour requests in an hour of the clock
 * @param perSecond requests a second in the long run
 * @param burst how many may come at once beyond that; at least 1 where there is a {@code perSecond}
 * @param atOnce requests that are answered at the same time
 */
public record Quota(long perDay, long perHour, int perSecond, int burst, int atOnce) {
    /** No limit. */
    public static final Quota NONE = new Quota(0, 0, 0, 0, 0);

    public Quota {
        if (perDay < 0 || perHour < 0 || perSecond < 0 || burst < 0 || atOnce < 0) {
            throw new IllegalArgumentException("A quota is 0 (no limit) or more");
        }
        if (perSecond > 0 && burst == 0) {
            throw new IllegalArgumentException("A quota by the second needs a burst of at least 1");
        }
    }

    /**
     * The part of a limit that one of a member's nodes may use, so that all of them together never use more.
     *
     * @param limit the whole, 0 for no limit
     * @param place the node's place among the member's nodes, from 0
     * @param nodes how many nodes the member has
     * @return the part; {@link Long#MAX_VALUE} where there is no limit
     */
    public static long share(long limit, int place, int nodes) {
        return limit == 0 ? Long.MAX_VALUE : limit / nodes + (place < limit % nodes ? 1 : 0);
    }
}
