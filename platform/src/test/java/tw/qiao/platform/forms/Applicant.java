package tw.qiao.platform.forms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tw.qiao.kernel.NationalId;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** A synthetic representative of a construction firm who walks through the form without JavaScript. */
final class Applicant {
    static final String SERVICE = "/services/construction-firm-registration";
    static final String FIRM = "04595257";
    static final String LICENCE = "技證字第000123號";

    /** The people that tests sign in as, in the form of the demo's file. */
    static final String PEOPLE = """
            [{"national_id":"%s","name":"𠀋小橋","birth_date":"1980-02-29","role":"citizen","note":"擴充漢字"},
             {"national_id":"%s","name":"李大同","birth_date":"1975-05-05","role":"citizen","note":"另一位民眾"}]
            """.formatted(first(), second());

    private final TestVisitor visitor;
    private final Map<String, Map<String, String>> answers = new LinkedHashMap<>();

    private Applicant(TestVisitor visitor) {
        this.visitor = visitor;
        answer("grade", "A");
        answer("unified-number", "０４５９５２５７");
        answer("engineer-licence", LICENCE);
        answer("representative-name", "𠀋小橋");
        date("representative-birth-date", "69", "2", "29");
        answer("representative-address", "臺北市中正區測試里１號");
        answer("firm-name", "大橋營造股份有限公司");
        answer("firm-capital", "NT$ 22,500,000");
        answer("office-address", "臺北市中正區測試路 2 號");
        answer("engineer-name", "陳技師");
        answer("engineer-discipline", "土木工程");
        date("engineer-licence-expires", "2031", "1", "31");
        date("engineer-start-date", "１１５", "３", "２");
        answer("contact-email", "bridge@example.tw");
        answer("contact-phone", "０９１２－３４５－６７８");
        answer("remarks", "");
    }

    static String first() {
        return NationalId.synthetic('A', true, 7).value();
    }

    static String second() {
        return NationalId.synthetic('B', false, 8).value();
    }

    /** A platform with these people and with no agency in reach. */
    static TestPlatform platformWithoutAgencies(Path folder) throws IOException {
        Path people = Files.writeString(folder.resolve("people.json"), PEOPLE);
        return TestPlatform.start(
                "qiao.site.demo=true", "qiao.demo.people=" + people, "qiao.exchange.node=http://127.0.0.1:1");
    }

    /** A visitor who is signed in as the person with this number. */
    static Applicant signIn(TestPlatform platform, String nationalId) {
        TestVisitor visitor = platform.visitor();
        Visited page = visitor.open("/demo/sign-in");
        visitor.submit(
                page, "form:has(input[name=nationalId][value=" + nationalId + "])", Map.of("nationalId", nationalId));
        return new Applicant(visitor);
    }

    Applicant answer(String question, String value) {
        answers.put(question, Map.of(question, value));
        return this;
    }

    Applicant date(String question, String year, String month, String day) {
        answers.put(question, Map.of(question + "-year", year, question + "-month", month, question + "-day", day));
        return this;
    }

    TestVisitor visitor() {
        return visitor;
    }

    /** Begins a draft and returns its path. */
    String begin() {
        return visitor.submit(visitor.open(SERVICE), "form[action=/drafts]", Map.of())
                .address()
                .getPath();
    }

    /** Opens a page and follows the form until a page whose path ends with {@code end}. */
    Visited walk(Visited start, String choice, String end) {
        Visited page = start;
        for (int pages = 0; pages < 40; pages++) {
            String path = page.address().getPath();
            if (path.endsWith(end)) {
                return page;
            }
            page = step(page, path, choice);
        }
        throw new AssertionError("The form does not end; the last page was " + page.address());
    }

    private Visited step(Visited page, String path, String choice) {
        if (path.contains("/questions/")) {
            String question = path.substring(path.lastIndexOf('/') + 1);
            return submit(page, answers.getOrDefault(question, Map.of()));
        }
        if (path.endsWith("/consent")) {
            return submit(page, Map.of("choice", choice));
        }
        if (path.endsWith("/data") || path.matches("/drafts/[0-9a-f-]+")) {
            return visitor.open(page.document().select("main a.button").attr("href"));
        }
        throw new AssertionError("Not a page of the form: " + page.status() + " " + path + ": " + page.text());
    }

    Visited submit(Visited page, Map<String, String> values) {
        return visitor.submit(page, "main form", values);
    }

    /** Fills in everything and stops before sending. */
    Visited fillIn(String choice) {
        return walk(visitor.open(begin()), choice, "/check");
    }

    /** Applies from the first page to the receipt. */
    Visited apply(String choice) {
        return submit(fillIn(choice), Map.of("declaration", "yes"));
    }

    static UUID idIn(Visited page) {
        return UUID.fromString(List.of(page.address().getPath().split("/", -1)).get(2));
    }
}
