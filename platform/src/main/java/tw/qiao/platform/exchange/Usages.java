package tw.qiao.platform.exchange;

import java.util.List;

/**
 * A part of the uses of somebody's data.
 *
 * @param total how many there are altogether
 */
public record Usages(List<Usage> usages, int total) {
    public Usages {
        usages = List.copyOf(usages);
    }
}
