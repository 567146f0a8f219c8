package tw.qiao.analytics.exports;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import tw.qiao.analytics.egress.Cell;

/** Rows of which a page at a time is in memory; who reads them in their order reads each page once. */
final class PagedRows extends AbstractList<List<Cell>> implements RandomAccess {
    /** As many as the writer of Arrow looks at together. */
    static final int PAGE = 16_384;

    private final int size;
    private final IntFunction<List<List<Cell>>> pages;
    private int number = -1;
    private List<List<Cell>> page = List.of();

    /** @param pages the page of each number, from 0 */
    PagedRows(int size, IntFunction<List<List<Cell>>> pages) {
        this.size = size;
        this.pages = pages;
    }

    @Override
    public List<Cell> get(int index) {
        Objects.checkIndex(index, size);
        int wanted = index / PAGE;
        if (wanted != number) {
            page = pages.apply(wanted);
            number = wanted;
        }
        return page.get(index % PAGE);
    }

    @Override
    public int size() {
        return size;
    }
}
