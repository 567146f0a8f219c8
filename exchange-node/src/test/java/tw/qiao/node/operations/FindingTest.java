package tw.qiao.node.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void everyTextIsThereInBothLanguages() {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        var chinese = ResourceBundle.getBundle("tw.qiao.node.operations.findings", Locale.ROOT, control);
        var english = ResourceBundle.getBundle("tw.qiao.node.operations.findings", Locale.ENGLISH, control);

        for (String key : chinese.keySet()) {
            assertThat(english.getString(key)).as(key).isNotEqualTo(chinese.getString(key));
        }
    }

    @Test
    void namesWhatItFound() {
        var finding = Finding.degraded("disk", "little", 512);

        assertThat(finding.en()).startsWith("The disk has only 512 MiB left.");
        assertThat(finding.zh()).startsWith("磁碟只剩 512 MiB。");
    }
}
