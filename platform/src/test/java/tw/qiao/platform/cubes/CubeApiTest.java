package tw.qiao.platform.cubes;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.platform.cubes.CubeDesk.json;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** What programs and files get of a cube, and who gets nothing. */
class CubeApiTest {
    private static final String CRIME = "/warehouse/cubes/taipei_crime";

    private static CubeDesk desk;

    @BeforeAll
    static void start() {
        desk = CubeDesk.open();
    }

    @Test
    void isForAnalystsOnly() {
        TestVisitor officer = desk.warehouse().signedIn("林承辦");
        assertThat(officer.open(CRIME).status()).isEqualTo(403);
        assertThat(officer.open(CRIME + "/answer.csv?rows=year").status()).isEqualTo(403);
        assertThat(desk.get("/api/warehouse/cubes", "").status()).isEqualTo(401);
    }

    @Test
    void answersProgramsWithTheSameParameters() {
        JsonNode cubes = json(desk.get("/api/warehouse/cubes")).path("cubes");
        assertThat(cubes).hasSize(8);
        JsonNode cube = json(desk.get("/api/warehouse/cubes/taipei_crime"));
        assertThat(cube.path("measures").get(0).path("name").asString()).isEqualTo("cases");

        JsonNode answer = json(desk.get("/api/warehouse/cubes/taipei_crime/answer?measures=cases&rows=year"));
        long all = answer.path("rows")
                .valueStream()
                .mapToLong(row -> row.get(row.size() - 1).asLong())
                .sum();
        assertThat(all).isEqualTo(11510);
        assertThat(answer.path("provenance").path("tables").get(0).asString()).startsWith("taipei_crime_points@");
        JsonNode part = json(desk.get("/api/warehouse/cubes/taipei_crime/answer?rows=year&from=107-02&to=107-03"));
        assertThat(part.path("period").asString()).isEqualTo("2018-02/2018-03");
        assertThat(part.path("incomplete").isEmpty()).isTrue();
        Visited wrong = desk.get("/api/warehouse/cubes/taipei_crime/answer?rows=nothing");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(json(wrong).path("code").asString()).isEqualTo("cube_level");
    }

    @Test
    void downloadsTheAnswerAsAFile() {
        Visited file = desk.analyst().open(CRIME + "/answer.csv?measures=cases&rows=year");

        assertThat(file.response().headers().firstValue("Content-Disposition").orElse(""))
                .contains("taipei_crime.csv");
        assertThat(file.response().body())
                .startsWith("\uFEFFyear_code,year,cases,period_from,period_to\r\n")
                .contains("2015,民國104年,1176,2015-01,2015-12\r\n");
    }
}
