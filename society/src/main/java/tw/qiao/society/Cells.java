package tw.qiao.society;

/** The cells of one comma-separated line, read from left to right without an object for each. */
final class Cells {
    private final String line;
    private int at;

    Cells(String line) {
        this.line = line;
    }

    boolean hasMore() {
        return at < line.length();
    }

    String text() {
        int end = line.indexOf(',', at);
        String text = line.substring(at, end < 0 ? line.length() : end);
        at += text.length() + 1;
        return text;
    }

    /** The next cell as a number; an empty cell, or none, is 0. */
    int number() {
        int number = 0;
        while (at < line.length() && line.charAt(at) != ',') {
            number = number * 10 + line.charAt(at) - '0';
            at++;
        }
        at++;
        return number;
    }

    int[] numbers(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number();
        }
        return numbers;
    }
}
