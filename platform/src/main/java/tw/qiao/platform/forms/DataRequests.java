package tw.qiao.platform.forms;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.forms.DataStep.State;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.mydata.Consents;
import tw.qiao.platform.mydata.DataItem;
import tw.qiao.platform.mydata.DataItems;
import tw.qiao.platform.mydata.FetchOutcome;
import tw.qiao.platform.mydata.MyData;
import tw.qiao.platform.mydata.Provenance;

/** Asks agencies for a draft, and turns what they say into answers. */
@Service
class DataRequests {
    private final Applications applications;
    private final DataItems catalogue;
    private final Consents consents;
    private final MyData myData;

    DataRequests(Applications applications, DataItems catalogue, Consents consents, MyData myData) {
        this.applications = applications;
        this.catalogue = catalogue;
        this.consents = consents;
        this.myData = myData;
    }

    List<DataItem> items(List<String> ids) {
        return ids.stream().map(catalogue::item).toList();
    }

    /** What became of each item that the form offers. */
    List<DataOutcomeView> outcomes(Journey journey) {
        return journey.form().data().items().stream()
                .map(journey::step)
                .filter(Objects::nonNull)
                .map(step -> outcome(journey.form(), step))
                .toList();
    }

    private DataOutcomeView outcome(FormDocument form, DataStep step) {
        DataItem item = catalogue.item(step.item());
        List<Question> numbers = step.state() == State.ABSENT ? numbers(form, item) : List.of();
        return new DataOutcomeView(item, step.state().stored(), step.code(), numbers);
    }

    private static List<Question> numbers(FormDocument form, DataItem item) {
        return form.questions().stream()
                .filter(question ->
                        item.subject().equals(question.id()) || item.matches().containsValue(question.id()))
                .toList();
    }

    /** Keeps the consent, asks the agencies, and fills in what they say. */
    void ask(Journey journey, List<String> wanted, SignedIn person) {
        Map<String, String> subjects = subjects(journey, person);
        UUID consent = consents.give(person.account(), wanted, subjects).id();
        fetch(journey, wanted, consent, subjects, person);
    }

    /** Asks an agency again that did not answer, under the consent that still holds. */
    void again(Journey journey, String item, SignedIn person) {
        DataStep step = journey.step(item);
        UUID consent = step == null ? null : step.consent();
        if (step == null || step.state() != State.UNAVAILABLE || consent == null) {
            return;
        }
        try {
            fetch(journey, List.of(item), consent, subjects(journey, person), person);
        } catch (Problem problem) {
            if (!problem.code().equals("consent_required")) {
                throw problem;
            }
            ask(journey, List.of(item), person);
        }
    }

    private void fetch(
            Journey journey, List<String> wanted, UUID consent, Map<String, String> subjects, SignedIn person) {
        List<String> found = journey.form().data().items().stream()
                .filter(item -> {
                    DataStep step = journey.step(item);
                    return step != null && step.state() == State.FOUND;
                })
                .toList();
        var outcomes = myData.fetchAll(consent, person.account(), wanted, subjects, found);
        List<DataStep> steps = new ArrayList<>();
        Map<String, DraftAnswer> facts = new LinkedHashMap<>();
        for (FetchOutcome outcome : outcomes.values()) {
            steps.add(step(journey, outcome, consent));
            if (outcome instanceof FetchOutcome.Found(var item, var rows, var provenance)) {
                facts.putAll(facts(journey, item, rows, provenance));
            }
        }
        applications.prefill(journey.draft().id(), person.account(), steps, facts);
    }

    private static DataStep step(Journey journey, FetchOutcome outcome, UUID consent) {
        return switch (outcome) {
            case FetchOutcome.Found found ->
                new DataStep(found.item(), State.FOUND, "", consent, options(journey, found));
            case FetchOutcome.Absent absent ->
                new DataStep(absent.item(), State.ABSENT, absent.code(), consent, Map.of());
            case FetchOutcome.Unavailable unavailable ->
                new DataStep(unavailable.item(), State.UNAVAILABLE, unavailable.code(), consent, Map.of());
        };
    }

    private static Map<String, String> options(Journey journey, FetchOutcome.Found found) {
        var options = new LinkedHashMap<String, String>();
        for (Question question : journey.form().questions()) {
            var candidates = question.candidates();
            if (candidates != null && candidates.item().equals(found.item())) {
                found.rows()
                        .forEach(row -> options.put(
                                row.getOrDefault(candidates.column(), ""), row.getOrDefault(candidates.label(), "")));
            }
        }
        return options;
    }

    private static Map<String, DraftAnswer> facts(
            Journey journey, String item, List<Map<String, String>> rows, Provenance provenance) {
        var facts = new LinkedHashMap<String, DraftAnswer>();
        for (Question question : journey.form().questions()) {
            var prefill = question.prefill();
            if (prefill != null && prefill.item().equals(item)) {
                String value = value(question, first(rows, prefill.column()));
                if (!value.isEmpty()) {
                    facts.put(question.id(), new DraftAnswer(question.id(), 0, value, provenance, null));
                }
            }
        }
        return facts;
    }

    private static String first(List<Map<String, String>> rows, String column) {
        return rows.stream()
                .map(row -> row.getOrDefault(column, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The fact as an answer; empty when it is not what the question asks for, so that the person is asked. */
    private static String value(Question question, String fact) {
        if (!Text.isClean(fact) || fact.codePointCount(0, fact.length()) > question.longest()) {
            return "";
        }
        return switch (question.type()) {
            case DATE -> isDate(fact) ? fact : "";
            case MONEY -> fact.matches("[0-9]{1,15}") ? fact : "";
            case TEXT, LONG_TEXT, CHOICE, UNIFIED_NUMBER, NATIONAL_ID, EMAIL, PHONE -> fact;
        };
    }

    private static boolean isDate(String fact) {
        try {
            return LocalDate.parse(fact).getYear() > 0;
        } catch (DateTimeException none) {
            return false;
        }
    }

    /** Keeps that the applicant fills these items in herself. */
    void own(Journey journey, List<String> wanted, SignedIn person) {
        List<DataStep> steps = wanted.stream()
                .map(item -> new DataStep(item, State.OWN, "", null, Map.of()))
                .toList();
        applications.prefill(journey.draft().id(), person.account(), steps, Map.of());
    }

    private static Map<String, String> subjects(Journey journey, SignedIn person) {
        var subjects = new LinkedHashMap<>(journey.values());
        subjects.put("applicant", person.nationalId());
        return subjects;
    }
}
