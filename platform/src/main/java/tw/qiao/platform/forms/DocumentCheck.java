package tw.qiao.platform.forms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tw.qiao.platform.forms.FormDocument.Minimum;
import tw.qiao.platform.mydata.DataItem;
import tw.qiao.platform.mydata.DataItems;

/** Finds what is wrong with a form document before anybody meets it. */
final class DocumentCheck {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final FormDocument document;
    private final DataItems items;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private DocumentCheck(FormDocument document, DataItems items) {
        this.document = document;
        this.items = items;
    }

    /** Everything that is wrong; empty when the document may be published. */
    static List<String> faults(FormDocument document, DataItems items) {
        var check = new DocumentCheck(document, items);
        check.run();
        return List.copyOf(check.faults);
    }

    private void run() {
        require(document.version() >= 1, "versions start with 1");
        require(document.receiptPrefix().matches("[A-Z]{2}"), "a receipt prefix is two capital letters");
        require(!document.questions().isEmpty(), "a form asks something");
        checkSections();
        document.questions().forEach(this::checkQuestion);
        checkData();
        document.minimums().forEach(this::checkMinimum);
    }

    private void checkSections() {
        var sections = new HashSet<String>();
        for (var section : document.sections()) {
            require(ID.matcher(section.id()).matches() && sections.add(section.id()), "section id " + section.id());
            require(!section.questions().isEmpty(), "section " + section.id() + " asks nothing");
        }
    }

    private void checkQuestion(Question question) {
        String id = question.id();
        require(ID.matcher(id).matches(), "question id " + id + " is lower case words joined by -");
        checkChoices(question);
        var condition = question.shownWhen();
        if (condition != null) {
            require(seen.contains(condition.question()), id + " depends on a question that does not come before it");
            document.find(condition.question())
                    .ifPresent(other -> require(
                            values(other).containsAll(condition.is())
                                    && !condition.is().isEmpty(),
                            id + " can never be reached"));
        }
        var prefill = question.prefill();
        if (prefill != null) {
            require(document.data().items().contains(prefill.item()), id + " uses an item that the form does not ask");
            requireColumn(id, prefill.item(), prefill.column());
        }
        var candidates = question.candidates();
        if (candidates != null) {
            requireColumn(id, candidates.item(), candidates.column());
            requireColumn(id, candidates.item(), candidates.label());
        }
        require(seen.add(id), "two questions are called " + id);
    }

    private void checkChoices(Question question) {
        boolean choice = question.type() == QuestionType.CHOICE;
        require(choice == !question.options().isEmpty(), question.id() + ": a choice, and nothing else, has options");
        require(
                new HashSet<>(values(question)).size() == question.options().size(),
                question.id() + " offers a value twice");
    }

    private void requireColumn(String question, String item, String column) {
        require(
                items.find(item).map(DataItem::columns).orElse(List.of()).contains(column),
                question + " uses " + item + "." + column + ", which no agency offers");
    }

    private void checkData() {
        for (String item : document.data().items()) {
            require(items.find(item).isPresent(), "data item " + item + " is not in the catalogue");
            items.find(item)
                    .filter(found -> !found.subject().equals("applicant"))
                    .ifPresent(found -> require(
                            document.find(found.subject()).isPresent(),
                            item + " needs the answer " + found.subject() + ", which is not asked"));
        }
        require(
                document.sections().stream()
                        .anyMatch(section -> section.id().equals(document.data().after())),
                "data follows a section that does not exist");
    }

    private void checkMinimum(Minimum minimum) {
        require(document.find(minimum.question()).isPresent(), "a minimum is for a question that is not asked");
        require(
                document.find(minimum.chosenBy())
                        .filter(question -> minimum.values().keySet().containsAll(values(question)))
                        .isPresent(),
                "a minimum leaves an option of " + minimum.chosenBy() + " open");
    }

    private static List<String> values(Question question) {
        return question.options().stream().map(Question.Choice::value).toList();
    }

    private void require(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
