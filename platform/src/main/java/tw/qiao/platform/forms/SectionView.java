package tw.qiao.platform.forms;

import java.util.List;
import tw.qiao.platform.site.Bilingual;

/** The answers of a section under its title. */
public record SectionView(Bilingual title, List<AnswerView> answers) {
    public SectionView {
        answers = List.copyOf(answers);
    }
}
