package tw.qiao.analytics.drift;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** How batches differ from those before them. */
public final class Drift {
    /** Under which name a table notes what the last batch looked like. */
    static final String CONTRACT = "contract";

    private final List<Finding> findings;
    private final SortedMap<String, Contract> contracts;

    Drift(List<Finding> findings, SortedMap<String, Contract> contracts) {
        this.findings = List.copyOf(findings);
        this.contracts = contracts;
    }

    /** All differences. */
    public List<Finding> findings() {
        return findings;
    }

    /** The batches that wait for somebody to accept their differences. */
    public Set<String> held() {
        var held = new TreeSet<String>();
        findings.stream()
                .filter(finding -> finding.verdict() != Verdict.ACCEPT)
                .forEach(finding -> held.add(finding.batch()));
        return held;
    }

    /** What the table is to note of the batches that are committed. */
    public Map<String, String> notes(Set<String> committed) {
        return contracts.keySet().stream()
                .filter(committed::contains)
                .reduce((_, last) -> last)
                .flatMap(last -> Optional.ofNullable(contracts.get(last)))
                .map(contract -> Map.of(CONTRACT, contract.json()))
                .orElse(Map.of());
    }
}
