package tw.qiao.analytics.intake;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;

/**
 * A data set that a member of the exchange offers as an r1 service (資料蒐集), and for what it is asked.
 *
 * @param member for example {@code TW/GOV/NLMA}
 * @param path what follows the service's code, with its query; {@code {batch}} in it stands for the batch that is asked
 *     for
 * @param purpose the purpose code of the grant
 * @param basis the legal basis code of the grant
 * @param batches some that are known to be offered, the newest first; others may be asked for too
 */
public record OfferedService(
        String member,
        String subsystem,
        String service,
        String path,
        String purpose,
        String basis,
        List<String> batches) {
    private static final String NAME = "[A-Za-z0-9_.-]{1,64}";
    private static final Pattern MEMBER = Pattern.compile(NAME + "/" + NAME + "/" + NAME);
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String PART = "([A-Za-z0-9._~!$'()*,:@=-]|%[0-9A-F]{2}|\\{batch})";
    private static final Pattern PATH =
            Pattern.compile("(/(?![.]{1,2}(/|[?]|$))" + PART + "+)*(\\?(" + PART + "|[&/])+)?");
    private static final String BATCH = "{batch}";

    /** Keeps a copy. */
    public OfferedService {
        batches = List.copyOf(batches);
        require(MEMBER.matcher(member).matches(), "member", "three names such as TW/GOV/NLMA");
        require(subsystem.matches(NAME) && service.matches(NAME), "subsystem and service", "names of A-Z, a-z, 0-9, _");
        require(path.length() <= 1_000 && PATH.matcher(path).matches(), "path", "encoded and begins with / or ?");
        require(CODE.matcher(purpose).matches(), "purpose", "the grant's code of a-z, 0-9 and -");
        require(CODE.matcher(basis).matches(), "basis", "the grant's code of a-z, 0-9 and -");
    }

    private static void require(boolean holds, String what, String expected) {
        if (!holds) {
            throw Problem.invalid(
                    "feed_exchange", "At 'fetch: exchange' a feed says " + what + ": " + expected + " 資料交換來源的設定有誤");
        }
    }

    /** The service as evidence names it. */
    public String id() {
        return member + "/" + subsystem + "/" + service;
    }

    /** Says that nothing came of {@code batch}, and of which others something is offered, as far as that is known. */
    public Problem nothingOf(String batch) {
        List<String> others =
                batches.stream().filter(other -> !other.equals(batch)).toList();
        boolean declared = others.size() < batches.size();
        String known = String.join(", ", others);
        return Problem.invalid(
                "exchange_nothing",
                (declared ? "提供機關列出「" + batch + "」這一期，但其中沒有資料；" : "提供機關沒有「" + batch + "」這一期的資料；")
                        + (others.isEmpty() ? "請向提供機關詢問有哪些期別" : "已知有：" + known + "，請改選其中一期")
                        + (declared
                                ? "。 The provider lists \"" + batch + "\", but there are no rows in it; "
                                : "。 The provider has nothing of \"" + batch + "\"; ")
                        + (others.isEmpty() ? "ask it which periods it has" : "known are " + known + ", choose one"));
    }

    /** Where {@code node} is asked for {@code batch}. */
    URI address(URI node, String batch) {
        String encoded = URLEncoder.encode(batch, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(node.toString().replaceFirst("/+$", "") + "/r1/" + id() + path.replace(BATCH, encoded));
    }
}
