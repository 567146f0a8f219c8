package tw.qiao.node.limit;

import tw.qiao.kernel.registry.Quota;

/**
 * The part of every quota that one of a member's nodes may use. The parts add up to the whole, so nodes need not talk
 * to each other; what the part of a node that is down would allow is not used.
 *
 * @param place the node's place among the member's nodes, from 0
 * @param nodes how many nodes the member has
 */
public record Share(int place, int nodes) {
    /** The only node of its member. */
    public static final Share ALL = new Share(0, 1);

    long of(long limit) {
        return Quota.share(limit, place, nodes);
    }

    /** The part of a limit that only smooths load, which no node lacks altogether. */
    int atLeastOne(int limit) {
        return Math.max(1, limit / nodes);
    }
}
