package tw.qiao.bench.exchange;

import java.util.List;

/** Sizes of answers, with the shares in a thousand that they have in Estonia's X-tee. */
enum Size {
    SMALL(100, 0),
    KB_2(2_000, 300),
    KB_10(10_000, 600),
    KB_100(100_000, 90),
    MB_2(2_000_000, 9),
    MB_10(10_000_000, 1);

    private static final List<Size> MIX = List.of(KB_2, KB_10, KB_100);
    private static final List<Size> WHOLE_MIX = List.of(KB_2, KB_10, KB_100, MB_2, MB_10);

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

    /** The size of the n-th message of the mix without what is large: the same row each time, well shuffled. */
    static Size ofMix(int number) {
        return of(MIX, number);
    }

    /** The size of the n-th message of the mix with its tenth of a per cent of 10 MB. */
    static Size ofWholeMix(int number) {
        return of(WHOLE_MIX, number);
    }

    private static Size of(List<Size> mix, int number) {
        int total = mix.stream().mapToInt(size -> size.share).sum();
        int draw = Math.floorMod(number * 37, total);
        for (Size size : mix) {
            draw -= size.share;
            if (draw < 0) {
                return size;
            }
        }
        throw new IllegalStateException("The shares do not add up");
    }
}
