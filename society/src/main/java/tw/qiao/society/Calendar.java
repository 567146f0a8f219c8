package tw.qiao.society;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * The society's days. Its statistics are those of 31 March 2021, the newest month with every village's population by
 * age; its calendar runs five whole years later, so that its people are alive today and its last year ends at
 * {@link #TODAY}.
 */
final class Calendar {
    static final LocalDate REFERENCE = LocalDate.of(2026, 3, 31);
    static final int TODAY = (int) REFERENCE.toEpochDay();
    private static final int FIRST = (int) LocalDate.of(1915, 1, 1).toEpochDay();
    private static final int LAST = (int) LocalDate.of(2040, 1, 1).toEpochDay();
    private static final byte[] TEXTS = texts();
    private static final int[] BIRTHDAYS = birthdays();

    private Calendar() {}

    /** The newest day on which someone of the age can have been born. */
    static int newestBirthDay(int age) {
        return BIRTHDAYS[age];
    }

    static int day(int year, int month, int day) {
        return (int) LocalDate.of(year, month, day).toEpochDay();
    }

    /** Writes the ten characters of the ISO date. */
    static void write(byte[] target, int at, int epochDay) {
        System.arraycopy(TEXTS, (epochDay - FIRST) * 10, target, at, 10);
    }

    private static byte[] texts() {
        byte[] texts = new byte[(LAST - FIRST) * 10];
        for (int day = FIRST; day < LAST; day++) {
            byte[] text = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, texts, (day - FIRST) * 10, 10);
        }
        return texts;
    }

    private static int[] birthdays() {
        int[] days = new int[102];
        for (int age = 0; age < days.length; age++) {
            days[age] = (int) REFERENCE.minusYears(age).toEpochDay();
        }
        return days;
    }
}
