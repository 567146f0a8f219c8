package tw.qiao.node.service;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tw.qiao.kernel.CanonicalJson;

/** The rows of a view as they are told, and who appears in them. */
final class ViewRows {
    private final byte[] json;
    private final Set<String> people;

    private ViewRows(byte[] json, Set<String> people) {
        this.json = json;
        this.people = people;
    }

    /** The answer's body. */
    byte[] json() {
        return json;
    }

    /** The numbers of the people in the rows. */
    Set<String> people() {
        return people;
    }

    /**
     * Reads at most {@code most} rows.
     *
     * @param told the columns that are told, which come first
     * @param people how many columns with the number of a person follow them
     */
    static ViewRows read(ResultSet rows, List<Column> told, int people, int most) throws SQLException {
        var out = new ByteArrayOutputStream(512);
        var found = new HashSet<String>();
        try (var json = CanonicalJson.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            int count = 0;
            boolean more = rows.next();
            while (more && count < most) {
                json.writeStartObject();
                for (int i = 0; i < told.size(); i++) {
                    told.get(i).write(json, rows, i + 1);
                }
                json.writeEndObject();
                addPeople(found, rows, told.size(), people);
                count++;
                more = rows.next();
            }
            json.writeEndArray();
            if (more) {
                json.writeBooleanProperty("truncated", true);
            }
            json.writeEndObject();
        }
        return new ViewRows(out.toByteArray(), found);
    }

    private static void addPeople(Set<String> found, ResultSet rows, int before, int people) throws SQLException {
        for (int i = 1; i <= people; i++) {
            String number = rows.getString(before + i);
            if (number != null && !number.isEmpty()) {
                found.add(number);
            }
        }
    }
}
