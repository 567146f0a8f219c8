package tw.qiao.launcher;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** The demo's applicants with enough capital for some grade; other flaws of theirs do not end the story. */
public final class StoryPeople {
    /** The first of them. */
    public static final int FIRST = 0;

    private static final TypeReference<List<Applicant>> APPLICANTS = new TypeReference<>() {};
    private static final long SMALLEST_CAPITAL = 3_600_000;

    private final List<Applicant> applicants;

    private StoryPeople(List<Applicant> applicants) {
        this.applicants = applicants;
    }

    /** A demo person who represents a construction firm. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Applicant(
            @JsonProperty("national_id") String nationalId,
            @JsonProperty("name") String name,
            @JsonProperty("firm_unified_no") String firm,
            @JsonProperty("capital") long capital,
            @JsonProperty("engineer_licence_no") String licence) {
        /** The highest grade for which the capital is enough. */
        String grade() {
            if (capital >= 22_500_000) {
                return "A";
            }
            return capital >= 12_000_000 ? "B" : "C";
        }
    }

    /** Reads the people that the society planted. */
    public static StoryPeople read(Path file) {
        try {
            List<Applicant> applicants = CanonicalJson.MAPPER.readValue(Files.readAllBytes(file), APPLICANTS).stream()
                    .filter(applicant -> applicant.capital() >= SMALLEST_CAPITAL)
                    .toList();
            if (applicants.isEmpty()) {
                throw Problem.notFound("story_people", "No applicant of the demo has enough capital; see " + file);
            }
            return new StoryPeople(applicants);
        } catch (IOException failure) {
            throw new UncheckedIOException("The demo's people cannot be read", failure);
        }
    }

    /** Applicant {@code number}; numbers go round. */
    public Applicant applicant(int number) {
        return applicants.get(Math.floorMod(number, applicants.size()));
    }
}
