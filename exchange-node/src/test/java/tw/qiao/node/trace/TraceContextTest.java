package tw.qiao.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String EXAMPLE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void readsTheExampleOfTheStandard() {
        var context = TraceContext.parse(EXAMPLE).orElseThrow();

        assertThat(context.trace()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(context.span()).isEqualTo("b7ad6b7169203331");
        assertThat(context.sampled()).isTrue();
        assertThat(context.header()).isEqualTo(EXAMPLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
                "A123456789"
            })
    void takesNothingElseForAContext(String value) {
        assertThat(TraceContext.parse(value)).isEmpty();
    }
}
