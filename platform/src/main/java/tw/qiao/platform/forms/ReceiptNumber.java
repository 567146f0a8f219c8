package tw.qiao.platform.forms;

/** Receipt number (收件編號): the form, the ROC year, a running number and a check character against typing errors. */
final class ReceiptNumber {
    // No letter that is mistaken for a digit or another letter when it is read out or written by hand.
    private static final String CHECKS = "ABCDEFGHJKMNPQRSTUVWXYZ";

    private ReceiptNumber() {}

    static String of(String prefix, int rocYear, long running) {
        String head = "%s%03d-%06d".formatted(prefix, rocYear, running);
        return head + "-" + check(head);
    }

    /** Whether the check character fits. */
    static boolean isValid(String number) {
        int last = number.lastIndexOf('-');
        return number.matches("[A-Z]{2}[0-9]{3}-[0-9]{6,}-[A-Z]")
                && number.charAt(last + 1) == check(number.substring(0, last));
    }

    // 23 is prime and larger than every weight's step, so one wrong or two swapped characters are always found.
    private static char check(String head) {
        int sum = 0;
        for (int i = 0; i < head.length(); i++) {
            sum += (i % 22 + 1) * (head.charAt(i) - '-');
        }
        return CHECKS.charAt(sum % CHECKS.length());
    }
}
