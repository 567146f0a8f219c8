package tw.qiao.platform.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.NationalId;
import tw.qiao.platform.site.Bilingual;

/** The synthetic people that a demonstration offers for sign-in. */
@Component
@ConditionalOnBooleanProperty("qiao.site.demo")
class DemoPeople {
    private static final TypeReference<List<Planted>> PLANTED = new TypeReference<>() {};
    private static final List<DemoPerson> STAFF = List.of(
            staff(1, "林承辦", Role.OFFICER, "TW/GOV/NLMA"),
            staff(2, "陳承辦", Role.OFFICER, "TW/GOV/NLMA"),
            staff(3, "分析員", Role.ANALYST, ""),
            staff(4, "系統管理員", Role.ADMINISTRATOR, ""));
    private static final List<DemoPerson> FEW = List.of(citizen(11, true, "王小橋"), citizen(12, false, "李大同"));

    private final Map<String, DemoPerson> citizens = new LinkedHashMap<>();
    private final List<DemoPerson> listed = new ArrayList<>();

    DemoPeople(@Value("${qiao.demo.people:}") String file) {
        Path planted = Path.of(file);
        if (Files.isRegularFile(planted)) {
            read(planted).forEach(person -> add(person.person(), person.isListed()));
        } else {
            FEW.forEach(person -> add(person, true));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Planted(
            @JsonProperty("national_id") String nationalId,
            @JsonProperty("name") String name,
            @JsonProperty("firm_name") String firm,
            @JsonProperty("firm_unified_no") String firmNumber,
            @JsonProperty("engineer_licence_no") String licence,
            @JsonProperty("note") String note,
            @JsonProperty("note_en") String noteInEnglish,
            @JsonProperty("listed") @Nullable Boolean listed) {
        boolean isListed() {
            return listed == null || listed;
        }

        DemoPerson person() {
            return new DemoPerson(
                    nationalId,
                    name,
                    Role.CITIZEN,
                    "",
                    orEmpty(firm),
                    orEmpty(firmNumber),
                    orEmpty(licence),
                    bilingual(note, noteInEnglish));
        }

        private static @Nullable Bilingual bilingual(@Nullable String note, @Nullable String english) {
            return note == null ? null : new Bilingual(note, english == null ? note : english);
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    /** Those to choose from; more can sign in, but they are too many for a list. */
    List<DemoPerson> listed() {
        return listed;
    }

    /** Officers, the analyst and the administrator. */
    List<DemoPerson> staff() {
        return STAFF;
    }

    /** The demo person with this national id. */
    Optional<DemoPerson> find(String nationalId) {
        return STAFF.stream()
                .filter(person -> person.nationalId().equals(nationalId))
                .findFirst()
                .or(() -> Optional.ofNullable(citizens.get(nationalId)));
    }

    private void add(DemoPerson person, boolean onTheList) {
        citizens.put(person.nationalId(), person);
        if (onTheList) {
            listed.add(person);
        }
    }

    private static List<Planted> read(Path file) {
        try {
            return CanonicalJson.MAPPER.readValue(Files.readAllBytes(file), PLANTED);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file of demo people cannot be read", unreadable);
        }
    }

    private static DemoPerson staff(int serial, String name, Role role, String agency) {
        return new DemoPerson(number(serial, false), name, role, agency, "", "", "", null);
    }

    private static DemoPerson citizen(int serial, boolean female, String name) {
        return new DemoPerson(number(serial, female), name, Role.CITIZEN, "", "", "", "", null);
    }

    // From the end of the rarest letter, which a society of any likely size doesn't reach.
    private static String number(int serial, boolean female) {
        return NationalId.synthetic('Z', female, 999_999 - serial).value();
    }

    /** The roles of an account as a set, for opening it. */
    static Set<Role> roles(DemoPerson person) {
        return Set.of(person.role());
    }
}
