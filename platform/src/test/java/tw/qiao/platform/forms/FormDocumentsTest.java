package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.platform.mydata.DataItems;
import tw.qiao.platform.mydata.DataItemsFixture;

class FormDocumentsTest {
    private static final Path FILE = Path.of("src/main/resources/forms/construction-firm-registration/1.json");
    private final DataItems items = DataItemsFixture.catalogue();

    @Test
    void publishesTheRegistrationOfConstructionFirms() throws IOException {
        FormDocument form = FormDocuments.parse(Files.readString(FILE), items);

        assertThat(form.questions()).hasSize(16);
        assertThat(form.sections()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": \"firm-name\" | \"id\": \"grade\" | two questions are called grade",
                "\"column\": \"capital\" | \"column\": \"debts\" | firm.debts, which no agency offers",
                "\"en\": \"Grade\" | \"en\": \"\" | Chinese and in English",
                "\"C\": 3600000 | \"D\": 1 | leaves an option of grade open",
                "\"after\": \"firm\" | \"after\": \"nowhere\" | section that does not exist",
                "\"type\": \"money\" | \"type\": \"riches\" | Not a form document",
                "\"id\": \"remarks\" | \"id\": \"Re marks\" | lower case words",
                "\"id\": \"remarks\" | \"id\": \"remarks\", \"colour\": 1 | Not a form document",
                "\"id\": \"unified-number\" | \"id\": \"firm-number\" | needs the answer unified-number",
                "\"optional\": true | \"shown_when\": {\"question\": \"grade\", \"is\": [\"Z\"]} | can never be reached"
            })
    void refusesADocumentThatIsWrong(String good, String bad, String fault) throws IOException {
        String document = Files.readString(FILE);
        assertThat(document).contains(good);

        assertThatThrownBy(() -> FormDocuments.parse(document.replaceFirst(quoted(good), escaped(bad)), items))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }

    private static String quoted(String text) {
        return Pattern.quote(text);
    }

    private static String escaped(String text) {
        return Matcher.quoteReplacement(text);
    }
}
