package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows in PostgreSQL's text format for COPY: cells parted by tabs, {@code \N} for null, one line for each row. The same
 * bytes are a tab-separated file for any other reader. Cells never hold a tab, a backslash or a line break.
 */
final class RowBuffer {
    private byte[] bytes = new byte[1 << 16];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    RowBuffer raw(byte[] text, int from, int count) {
        room(count);
        System.arraycopy(text, from, bytes, length, count);
        length += count;
        return this;
    }

    RowBuffer raw(byte[] text) {
        return raw(text, 0, text.length);
    }

    RowBuffer text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    RowBuffer ascii(char character) {
        room(1);
        bytes[length++] = (byte) character;
        return this;
    }

    RowBuffer tab() {
        return ascii('\t');
    }

    void end() {
        ascii('\n');
    }

    RowBuffer missing() {
        return ascii('\\').ascii('N');
    }

    RowBuffer date(int epochDay) {
        room(10);
        Calendar.write(bytes, length, epochDay);
        length += 10;
        return this;
    }

    RowBuffer number(long number) {
        room(20);
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits(number, digits);
    }

    /** The number with leading zeros. */
    RowBuffer digits(long number, int digits) {
        room(digits);
        long rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** The national id at the place of the {@link IdSpace}. */
    RowBuffer nationalId(int place, int sex) {
        room(10);
        char letter = (char) ('A' + place / 1_000_000);
        tw.qiao.kernel.NationalId.writeSynthetic(bytes, length, letter, sex == People.FEMALE, place % 1_000_000);
        length += 10;
        return this;
    }

    /** The person's national id, or null for nobody. */
    RowBuffer person(People people, int person) {
        return person < 0 ? missing() : nationalId(people.id[person], people.sex[person]);
    }

    private void room(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
