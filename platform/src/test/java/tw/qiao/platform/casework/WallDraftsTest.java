package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** Who left an application half done finds it first on her wall. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WallDraftsTest {
    private Fixture fixture;
    private TestVisitor citizen;

    @BeforeAll
    void start() {
        fixture = Fixture.start();
        citizen = fixture.citizen();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void leadsBackToADraftUntilItIsDeleted() {
        assertThat(citizen.open("/my").text()).contains("目前沒有需要您處理的事");

        String path = citizen.submit(citizen.open("/services/" + Fixture.FORM), "form[action=/drafts]", Map.of())
                .address()
                .getPath();
        Visited wall = citizen.open("/my");
        String todo = wall.document().select(".todo").text();

        assertThat(todo).contains("把「綜合營造業登記」申請填完並送出", "上次修改：", "草稿保存到", "繼續填寫");
        assertThat(wall.document().select(".todo a.button").eachAttr("href")).containsExactly(path);
        assertThat(wall.text()).doesNotContain("目前沒有需要您處理的事");

        citizen.submit(citizen.open(path + "/delete"), "main form", Map.of());

        assertThat(citizen.open("/my").text()).contains("目前沒有需要您處理的事");
    }
}
