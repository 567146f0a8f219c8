package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of an answer to which the places of lattices belong, numbered in the order in which they come. */
final class RowNumbers {
    private static final int LEFT_OUT = -1;

    private final List<ChainReading> chains;
    private final List<Map<List<String>, Integer>> parts = new ArrayList<>();
    private final List<List<List<String>>> keys = new ArrayList<>();
    private final List<Pairs> pairs = new ArrayList<>();
    private final List<List<List<String>>> rows = new ArrayList<>();

    RowNumbers(List<ChainReading> chains) {
        this.chains = chains;
        chains.forEach(_ -> {
            parts.add(new HashMap<>());
            keys.add(new ArrayList<>());
            pairs.add(new Pairs());
        });
    }

    /** The numbers of the rows of all places; -1 for those that the answer leaves out. */
    int[] of(Places places) {
        int[][] read = new int[chains.size()][];
        for (int chain = 0; chain < read.length; chain++) {
            read[chain] = parts(chain, places.scales().get(chain));
        }
        int[] numbers = new int[places.size()];
        for (int place = 0; place < numbers.length; place++) {
            numbers[place] = row(read, places, place);
        }
        return numbers;
    }

    /** By its number, which keys each coordinate of a chain becomes. */
    private int[] parts(int chain, Scale scale) {
        ChainReading reading = chains.get(chain);
        int[] read = new int[scale.size()];
        for (int number = 0; number < read.length; number++) {
            Optional<List<String>> told =
                    scale.depth(number) == reading.depth() ? reading.keys(scale.coordinate(number)) : Optional.empty();
            read[number] = told.map(found -> part(chain, found)).orElse(LEFT_OUT);
        }
        return read;
    }

    private int part(int chain, List<String> told) {
        List<List<String>> known = keys.get(chain);
        return parts.get(chain).computeIfAbsent(told, one -> {
            known.add(one);
            return known.size() - 1;
        });
    }

    private int row(int[][] read, Places places, int place) {
        for (int chain = 0; chain < read.length; chain++) {
            if (read[chain][places.at(chain, place)] == LEFT_OUT) {
                return LEFT_OUT;
            }
        }
        int row = 0;
        for (int chain = 0; chain < read.length; chain++) {
            row = pairs.get(chain).number(row, read[chain][places.at(chain, place)]);
        }
        if (row == rows.size()) {
            var told = new ArrayList<List<String>>();
            for (int chain = 0; chain < read.length; chain++) {
                told.add(keys.get(chain).get(read[chain][places.at(chain, place)]));
            }
            rows.add(told);
        }
        return row;
    }

    /** Of each row the keys by chain. */
    List<List<List<String>>> rows() {
        return rows;
    }
}
