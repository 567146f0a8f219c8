package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Personal names (姓名) of a pool: surnames run in the father's line, given names follow sex and generation, a few per
 * ten thousand hold a character of CJK Extension B or are an indigenous person's name with {@code ·}.
 */
final class Names {
    private static final byte[][] SURNAMES = surnames();
    private static final int[] SURNAME_OF = surnameOf();
    private static final byte[][][] FIRST = {
        Words.bytes("male-old"), Words.bytes("female-old"), Words.bytes("male"), Words.bytes("female")
    };
    private static final byte[][][] SECOND = {
        Words.bytes("male-old-second"),
        Words.bytes("female-old-second"),
        Words.bytes("male-second"),
        Words.bytes("female-second")
    };
    private static final byte[][] RARE = Words.bytes("rare");
    private static final byte[][][] INDIGENOUS = {
        Words.bytes("indigenous-male"), Words.bytes("indigenous-female"), Words.bytes("indigenous-second")
    };
    private static final byte[] DOT = "·".getBytes(StandardCharsets.UTF_8);
    private static final int RARE_PER_MILLION = 400;
    private short[] surname = {};
    private int[] start = {};
    private byte[] text = {};
    private int used;

    /** Names everyone in {@code people}, parents before their children. */
    void give(People people, String county, Randomness random) {
        if (surname.length < people.size) {
            surname = new short[people.size * 3 / 2];
            start = new int[people.size * 3 / 2 + 1];
        }
        used = 0;
        int indigenous = indigenousPerMillion(county);
        for (int i = 0; i < people.size; i++) {
            room();
            start[i] = used;
            long draw = random.next();
            surname[i] = surname(people, i, draw, indigenous);
            if (surname[i] < 0) {
                indigenous(people.sex[i], draw >>> 8);
            } else {
                append(SURNAMES[surname[i]]);
                given(people.sex[i] + (people.birthDay[i] < -4000 ? 0 : 2), draw >>> 8, (int) (draw >>> 44));
            }
            start[i + 1] = used;
        }
    }

    String of(int person) {
        return new String(text, start[person], start[person + 1] - start[person], StandardCharsets.UTF_8);
    }

    void write(int person, RowBuffer row) {
        row.raw(text, start[person], start[person + 1] - start[person]);
    }

    /** Gives the person another name that takes the place of the drawn one. */
    void rename(int person, int people, String name) {
        byte[] other = name.getBytes(StandardCharsets.UTF_8);
        int change = other.length - (start[person + 1] - start[person]);
        if (used + change > text.length) {
            text = Arrays.copyOf(text, used + change);
        }
        System.arraycopy(text, start[person + 1], text, start[person + 1] + change, used - start[person + 1]);
        System.arraycopy(other, 0, text, start[person], other.length);
        for (int i = person + 1; i <= people; i++) {
            start[i] += change;
        }
        used += change;
    }

    private static int indigenousPerMillion(String county) {
        return switch (county) {
            case "花蓮縣", "臺東縣" -> 4_000;
            case "屏東縣", "南投縣", "桃園市", "新竹縣" -> 700;
            default -> 150;
        };
    }

    private short surname(People people, int i, long draw, int indigenous) {
        int parent = people.father[i] >= 0 ? people.father[i] : people.mother[i];
        if (parent >= 0) {
            return surname[parent];
        }
        boolean drawn = (draw >>> 40) % 1_000_000 < indigenous;
        return (short) (drawn ? -1 : SURNAME_OF[(int) ((draw & 0xFFFFFF) % SURNAME_OF.length)]);
    }

    private void given(int list, long draw, int rare) {
        byte[][] first = FIRST[list];
        byte[][] second = SECOND[list];
        int one = (int) ((draw & 0xFFFF) % first.length);
        int two = (int) ((draw >>> 16 & 0xFFFF) % second.length);
        boolean single = (draw >>> 32 & 63) == 0;
        if (!single) {
            append(first[one]);
        }
        append(rare % 1_000_000 < RARE_PER_MILLION ? RARE[two % RARE.length] : second[two]);
    }

    private void indigenous(int sex, long draw) {
        byte[][] first = INDIGENOUS[sex];
        byte[][] second = INDIGENOUS[2];
        append(first[(int) ((draw & 0xFFFF) % first.length)]);
        append(DOT);
        append(second[(int) ((draw >>> 16 & 0xFFFF) % second.length)]);
        if ((draw >>> 32 & 3) == 0) {
            append(DOT);
            append(second[(int) ((draw >>> 34 & 0xFF) % second.length)]);
        }
    }

    private void append(byte[] word) {
        System.arraycopy(word, 0, text, used, word.length);
        used += word.length;
    }

    private void room() {
        if (used + 256 > text.length) {
            text = Arrays.copyOf(text, text.length * 2 + 8192);
        }
    }

    private static byte[][] surnames() {
        return Words.of("surnames").stream()
                .map(word -> word.replaceAll("\\d", "").getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private static int[] surnameOf() {
        var shares = Words.of("surnames").stream()
                .mapToInt(word -> Integer.parseInt(word.replaceAll("\\D", "")))
                .toArray();
        int[] table = new int[Arrays.stream(shares).sum()];
        int at = 0;
        for (int i = 0; i < shares.length; i++) {
            Arrays.fill(table, at, at + shares[i], i);
            at += shares[i];
        }
        return table;
    }
}
