package tw.qiao.platform.cubes;

import java.util.List;
import tw.qiao.analytics.egress.Result;
import tw.qiao.platform.site.Bilingual;

/** An answer of a cube as others print it: headings and names of values in both languages. */
public record CubeTable(List<Bilingual> headings, Result result) {
    /** Keeps a copy. */
    public CubeTable {
        headings = List.copyOf(headings);
    }
}
