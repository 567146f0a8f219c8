package tw.qiao.bench.exchange;

import java.util.List;

/** Sizes of answers; the shares are those of Estonia's X-tee, of which what is larger is left out here. */
enum Size {
    SMALL(100, 0),
    KB_2(2_000, 30),
    KB_10(10_000, 60),
    KB_100(100_000, 9);

    private static final List<Size> MIX = List.of(KB_2, KB_10, KB_100);

    private final int octets;
    private final int share;

    Size(int octets, int share) {
        this.octets = octets;
        this.share = share;
    }

    int octets() {
        return octets;
    }

    /** The path below which the provider's system answers with this size. */
    String path() {
        return "/" + octets;
    }

    /** The size of the n-th message of the mix: the same row each time, well shuffled. */
    static Size ofMix(int number) {
        int total = MIX.stream().mapToInt(size -> size.share).sum();
        int draw = Math.floorMod(number * 37, total);
        for (Size size : MIX) {
            draw -= size.share;
            if (draw < 0) {
                return size;
            }
        }
        throw new IllegalStateException("The shares do not add up");
    }
}
