package tw.qiao.platform.cubes;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.egress.Result;
import tw.qiao.platform.site.Bilingual;

/**
 * An answer of a cube as others print it: headings and names of values in both languages.
 *
 * @param unit in what its figures are counted
 * @param period of which time they are; empty where the cube knows none
 * @param incomplete which years of it are not whole
 */
public record CubeTable(
        List<Bilingual> headings,
        Result result,
        Bilingual unit,
        Optional<Bilingual> period,
        Optional<Bilingual> incomplete) {
    /** Keeps a copy. */
    public CubeTable {
        headings = List.copyOf(headings);
    }
}
