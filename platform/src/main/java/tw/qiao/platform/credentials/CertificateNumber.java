package tw.qiao.platform.credentials;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Text;

/**
 * The number of a certificate (證書字號) that people read and type: twelve random characters and a check character, such as
 * {@code 7K3M-9XQ2-4HTN7}. The alphabet leaves out I, L, O and U; what looks alike is read alike. Sixty random bits
 * keep anyone from finding a certificate by counting.
 *
 * <p>The check character is made by the hybrid scheme of ISO/IEC 7064 over 32 characters (modulus 33, 32): every single
 * wrong character is found.
 */
record CertificateNumber(String value) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BODY = 12;
    private static final int SIZE = ALPHABET.length();

    static CertificateNumber random(Ids ids) {
        byte[] bits = Base64.getUrlDecoder().decode(ids.token(BODY));
        var body = new StringBuilder();
        for (byte b : bits) {
            body.append(ALPHABET.charAt(b & 31));
        }
        return new CertificateNumber(grouped(body.append(check(body)).toString()));
    }

    /** The number that was typed, however it is spaced and whatever stands for 0 and 1; empty when it cannot be one. */
    static Optional<CertificateNumber> read(String typed) {
        String letters = Text.typed(typed)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean whole = letters.length() == BODY + 1 && letters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return whole && check(letters.substring(0, BODY)) == letters.charAt(BODY)
                ? Optional.of(new CertificateNumber(grouped(letters)))
                : Optional.empty();
    }

    private static String grouped(String letters) {
        return letters.substring(0, 4) + "-" + letters.substring(4, 8) + "-" + letters.substring(8);
    }

    private static char check(CharSequence body) {
        int product = SIZE;
        for (int i = 0; i < body.length(); i++) {
            int sum = (product + ALPHABET.indexOf(body.charAt(i))) % SIZE;
            product = (sum == 0 ? SIZE : sum) * 2 % (SIZE + 1);
        }
        return ALPHABET.charAt((SIZE + 1 - product) % SIZE);
    }
}
