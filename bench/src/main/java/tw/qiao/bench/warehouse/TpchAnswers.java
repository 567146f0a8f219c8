package tw.qiao.bench.warehouse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.CanonicalJson;

/**
 * What one side answered to the 22 queries, round after round, and what that took.
 *
 * @param answers those of all rounds, in the order of the queries
 * @param peaks the largest resident memory of each process of this side, in MB
 */
record TpchAnswers(
        @JsonProperty("answers") List<Answer> answers,
        @JsonProperty("peaks") List<Double> peaks) {
    private static final int QUERIES = 22;
    private static final Path PROCESSES = Path.of("/proc");

    TpchAnswers() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    /**
     * One answer.
     *
     * @param digest of its rows; empty where there is none
     * @param failure why there is none
     * @param processor seconds of processor
     * @param wall seconds that passed
     */
    record Answer(
            @JsonProperty("digest") String digest,
            @JsonProperty("failure") String failure,
            @JsonProperty("processor") double processor,
            @JsonProperty("wall") double wall) {}

    static TpchAnswers read(String json) {
        return CanonicalJson.MAPPER.readValue(json, TpchAnswers.class);
    }

    String json() {
        return CanonicalJson.MAPPER.writeValueAsString(this);
    }

    void add(Answer answer) {
        answers.add(answer);
    }

    /** Notes how much memory a process had at most, as the system counts it. */
    void resident(long process) throws IOException {
        for (String line : Files.readAllLines(PROCESSES.resolve(process + "/status"))) {
            if (line.startsWith("VmHWM:")) {
                peaks.add(Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
            }
        }
    }

    /** All processes of this side together, had they been at their largest at once. */
    double peak() {
        return peaks.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** How many answers are missing. */
    int failures() {
        return (int)
                answers.stream().filter(answer -> !answer.failure().isEmpty()).count();
    }

    /** How many of the first round's answers differ from those of the other side. */
    int differing(TpchAnswers other) {
        int differing = 0;
        for (int query = 0; query < QUERIES; query++) {
            Answer ours = answers.get(query);
            if (!ours.digest().equals(other.answers.get(query).digest())) {
                System.out.println("  query " + (query + 1) + " differs: " + ours.failure());
                differing++;
            }
        }
        return differing;
    }

    /** Seconds of processor of the middle one of the rounds. */
    double processor() {
        return middle(rounds().stream()
                .map(round -> round.stream().mapToDouble(Answer::processor).sum())
                .toList());
    }

    /** Seconds that passed in the middle one of the rounds. */
    double wall() {
        return middle(rounds().stream()
                .map(round -> round.stream().mapToDouble(Answer::wall).sum())
                .toList());
    }

    /** The query that took longest, in seconds that passed. */
    double longest() {
        return answers.stream().mapToDouble(Answer::wall).max().orElse(0);
    }

    private List<List<Answer>> rounds() {
        var rounds = new ArrayList<List<Answer>>();
        for (int first = 0; first < answers.size(); first += QUERIES) {
            rounds.add(answers.subList(first, first + QUERIES));
        }
        return rounds;
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
