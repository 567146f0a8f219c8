package tw.qiao.launcher;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tw.qiao.kernel.Problem;
import tw.qiao.launcher.StoryPeople.Applicant;
import tw.qiao.launcher.Visitor.Visited;

/**
 * The one story of the product over HTTP, without a browser: sign in, consent, apply, decide, certificate, verify,
 * mail, uses of data. The smoke test runs it once, the journey benchmark many times.
 */
public final class Story {
    private static final String SERVICE = "/services/construction-firm-registration";
    private static final String RECEIPT = "class=\"receipt\">([^<]+)<";
    private static final String OFFICER = "林承辦";
    private static final long PATIENCE_MILLISECONDS = 15_000;
    // Nobody reloads a page twenty times a second; many who did would be a load of their own.
    private static final long SHORTEST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 800;
    private static final int MOST_PAGES = 40;

    private final String address;
    private final StoryPeople people;
    private final Visitor.PageTimes times;

    public Story(String address, StoryPeople people, Visitor.PageTimes times) {
        this.address = address;
        this.people = people;
        this.times = times;
    }

    /** One step as it went. */
    public record Step(String name, boolean ok, long milliseconds, Map<String, String> details) {}

    /** Runs the story for applicant {@code number}; whether every step went as it should. */
    public boolean run(int number, Consumer<Step> listener) {
        var teller = new Teller(listener);
        Applicant applicant = people.applicant(number);
        var citizen = new Visitor(address, times);
        var officer = new Visitor(address, times);
        try {
            teller.step("sign-in", () -> signIn(citizen, applicant.nationalId()));
            Visited application = teller.step("apply", () -> apply(citizen, applicant, email(number)));
            String receipt = application.find(RECEIPT);
            teller.step("officer-signs-in", () -> signIn(officer, officerId(officer)));
            String desk = teller.step("officer-claims", () -> claim(officer, receipt));
            teller.step("officer-approves", () -> approve(officer, desk));
            Visited verification = teller.step("certificate-verifies", () -> verify(citizen, desk));
            teller.step("certificate-download", () -> download(citizen, verification));
            teller.step("data-uses", () -> uses(citizen));
            teller.step("mail", () -> mail(citizen, email(number), receipt));
            return true;
        } catch (StepFailed failed) {
            return false;
        }
    }

    /**
     * Only the first part of the story: applicant {@code number} signs in and applies. Returns the receipt's number.
     */
    public String apply(int number) {
        Applicant applicant = people.applicant(number);
        var citizen = new Visitor(address, times);
        signIn(citizen, applicant.nationalId());
        return apply(citizen, applicant, email(number)).find(RECEIPT);
    }

    /** The address that the applicant gives, so that her mails are found among all others. */
    private static String email(int number) {
        return "applicant-" + number + "@demo.qiao.example";
    }

    private static Visited signIn(Visitor visitor, String nationalId) {
        Visited page = visitor.open("/demo/sign-in");
        return expect(visitor.submit(page, "/demo/sign-in", Map.of("nationalId", nationalId)), "/sign-out");
    }

    private static String officerId(Visitor visitor) {
        Visited page = visitor.open("/demo/sign-in");
        int at = page.html().indexOf(OFFICER);
        if (at < 0) {
            throw Problem.notFound("story_officer", "The demo has no officer " + OFFICER);
        }
        return new Visited(200, page.address(), page.html().substring(at))
                .find("name=\"nationalId\" value=\"([^\"]+)\"");
    }

    private static Visited apply(Visitor citizen, Applicant applicant, String email) {
        Map<String, Map<String, String>> answers = answers(applicant, email);
        Visited page = citizen.submit(citizen.open(SERVICE), "/drafts", Map.of());
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String path = page.path();
            if (path.startsWith("/applications/")) {
                return page;
            }
            page = answer(citizen, page, path, answers);
        }
        throw Problem.unavailable("story_form_endless", "The form did not end; the last page was " + page.path());
    }

    private static Visited answer(
            Visitor citizen, Visited page, String path, Map<String, Map<String, String>> answers) {
        if (path.contains("/questions/")) {
            String question = path.replaceAll(".*/questions/([^?]+).*", "$1");
            Map<String, String> values = answers.get(question);
            if (values == null) {
                throw Problem.unavailable("story_question", "The story has no answer to the question " + question);
            }
            return citizen.submit(page, path.replaceAll("\\?.*", ""), values);
        }
        if (path.contains("/consent")) {
            return citizen.submit(page, path.replaceAll("\\?.*", ""), Map.of("choice", "consent"));
        }
        if (path.endsWith("/data") || path.matches("/drafts/[0-9a-f-]{36}")) {
            return citizen.open(page.find("<a class=\"button\" href=\"([^\"]+)\""));
        }
        if (path.endsWith("/check")) {
            return citizen.submit(page, path.replace("/check", "/submission"), Map.of("declaration", "yes"));
        }
        throw Problem.unavailable("story_page", "The story does not know the page " + path + ": " + page.heading());
    }

    private static Map<String, Map<String, String>> answers(Applicant applicant, String email) {
        var answers = new HashMap<String, Map<String, String>>();
        answers.put("grade", Map.of("grade", applicant.grade()));
        answers.put("unified-number", Map.of("unified-number", applicant.firm()));
        answers.put("engineer-licence", Map.of("engineer-licence", applicant.licence()));
        answers.put(
                "engineer-start-date",
                Map.of(
                        "engineer-start-date-year", "１１５",
                        "engineer-start-date-month", "3",
                        "engineer-start-date-day", "2"));
        answers.put("contact-email", Map.of("contact-email", email));
        answers.put("contact-phone", Map.of("contact-phone", "０９１２－３４５－６７８"));
        answers.put("remarks", Map.of("remarks", ""));
        answers.putAll(ownAnswers(applicant));
        return answers;
    }

    /** What she fills in herself where an agency holds nothing, as for some of the demo's people. */
    private static Map<String, Map<String, String>> ownAnswers(Applicant applicant) {
        return Map.of(
                "firm-name", Map.of("firm-name", "自填營造股份有限公司"),
                "firm-capital", Map.of("firm-capital", String.valueOf(applicant.capital())),
                "office-address", Map.of("office-address", "臺北市中正區中山南路1號"),
                "engineer-name", Map.of("engineer-name", "林工程"),
                "engineer-discipline", Map.of("engineer-discipline", "土木工程"),
                "engineer-licence-expires",
                        Map.of(
                                "engineer-licence-expires-year", "2029",
                                "engineer-licence-expires-month", "12",
                                "engineer-licence-expires-day", "31"));
    }

    private static String claim(Visitor officer, String receipt) {
        String link = await(
                        () -> officer.open("/desk?view=unassigned&query=" + receipt),
                        desk -> desk.has(receipt + "</span>"))
                .find("href=\"(/desk/cases/[0-9a-f-]+)\"");
        Visited page = officer.submit(officer.open(link), link + "/claim", Map.of());
        expect(page, link + "/decision");
        return link;
    }

    private static Visited approve(Visitor officer, String link) {
        Visited page = officer.open(link);
        String article = page.find("id=\"article-approve\".*?<option value=\"([^\"]+)\"");
        Visited preview = officer.submit(
                page,
                link + "/decision",
                Map.of(
                        "action", "approve",
                        "article-approve", article,
                        "article-reject", "",
                        "comment", "經查符合規定。",
                        "preview", "yes"));
        return expect(officer.submit(preview, link + "/decision", Map.of("send", "yes")), link.substring(0, 5));
    }

    private static Visited verify(Visitor citizen, String desk) {
        String own = desk.replace("/desk/", "/my/");
        expect(citizen.open("/my"), own);
        String link = await(() -> citizen.open(own), timeline -> timeline.has("/verify/"))
                .find("href=\"(/verify/[A-Za-z0-9_-]{22})\"");
        return expect(citizen.open(link), "/verify");
    }

    private static String download(Visitor citizen, Visited verification) {
        String id = verification.path().replaceAll(".*/verify/([A-Za-z0-9_-]{22}).*", "$1");
        byte[] pdf = citizen.download("/certificates/" + id + ".pdf");
        String start = new String(pdf, 0, Math.min(5, pdf.length), StandardCharsets.ISO_8859_1);
        if (!start.equals("%PDF-")) {
            throw Problem.unavailable("story_pdf", "The certificate is not a PDF but begins with " + start);
        }
        return id;
    }

    /** Every use of her data is under a consent of hers and proved by the logs of both sides. */
    private static Visited uses(Visitor citizen) {
        return await(
                () -> expect(citizen.open("/my/data-uses"), "戶政"),
                page -> !page.has("tag warning") && !page.has("tag bad"));
    }

    private static Visited mail(Visitor citizen, String email, String receipt) {
        return await(() -> citizen.open("/demo/inbox?to=" + email), inbox -> inbox.has(receipt));
    }

    private static Visited expect(Visited page, String text) {
        if (page.status() != 200 || !page.has(text)) {
            throw Problem.unavailable(
                    "story_page",
                    "Expected a page with " + text + ", got " + page.status() + " at " + page.path() + ": "
                            + page.heading());
        }
        return page;
    }

    /** Waits for what happens after the answer, such as the issue of a certificate. */
    private static Visited await(Supplier<Visited> open, Predicate<Visited> shows) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLISECONDS);
        for (long pause = SHORTEST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            Visited page = open.get();
            if (shows.test(page)) {
                return page;
            }
            if (System.nanoTime() > deadline) {
                throw Problem.unavailable(
                        "story_late",
                        "What should follow did not come in " + PATIENCE_MILLISECONDS + " ms: " + page.heading());
            }
            sleep(pause);
        }
    }

    private static void sleep(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in the story", interrupted);
        }
    }

    /** Says to the caller that the story ended early; the step that failed has been told. */
    private static final class StepFailed extends RuntimeException {
        StepFailed(Throwable cause) {
            super(cause);
        }
    }

    private record Teller(Consumer<Step> listener) {
        <T> T step(String name, Supplier<T> action) {
            long start = System.nanoTime();
            try {
                T result = action.get();
                tell(name, true, start, result instanceof Visited page ? Map.of("page", page.path()) : Map.of());
                return result;
            } catch (RuntimeException failure) {
                tell(name, false, start, Map.of("problem", String.valueOf(failure.getMessage())));
                throw new StepFailed(failure);
            }
        }

        private void tell(String name, boolean ok, long start, Map<String, String> details) {
            listener.accept(new Step(name, ok, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), details));
        }
    }
}
