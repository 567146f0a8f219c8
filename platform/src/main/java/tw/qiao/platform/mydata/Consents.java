package tw.qiao.platform.mydata;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** All consents (同意). A consent lives an hour and lets each of its items be asked for once. */
@Service
public class Consents {
    /** The version of the agreement text that the consent page shows. */
    public static final int AGREEMENT = 1;

    static final Duration LIFE = Duration.ofHours(1);

    private final ConsentRecords records;
    private final DataItems items;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Ids ids;

    Consents(ConsentRecords records, DataItems items, ApplicationEventPublisher events, Clock clock, Ids ids) {
        this.records = records;
        this.items = items;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Keeps that a person consents to these items.
     *
     * @param subjects the number that each item's {@link DataItem#subject()} stands for
     */
    @Transactional
    public Consent give(UUID account, List<String> wanted, Map<String, String> subjects) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = ids.uuid();
        List<ConsentRecords.Item> allowed = wanted.stream()
                .map(items::item)
                .map(item -> allowed(id, item, subjects))
                .toList();
        var consent = new Consent(id, account, document(id, account, allowed, now), now, now.plus(LIFE), null);
        String salt = ids.token(32);
        records.add(consent, salt, allowed);
        events.publishEvent(ConsentChange.given(consent, salt));
        return consent;
    }

    private static ConsentRecords.Item allowed(UUID consent, DataItem item, Map<String, String> subjects) {
        String subject = subjects.getOrDefault(item.subject(), "");
        if (subject.isEmpty()) {
            throw Problem.invalid("consent_subject_missing", "The number to ask " + item.id() + " with is missing");
        }
        return new ConsentRecords.Item(
                consent,
                item.id(),
                item.service(),
                subject,
                item.columns(),
                item.purpose(),
                item.basisCode(),
                null,
                null);
    }

    private static String document(UUID id, UUID account, List<ConsentRecords.Item> allowed, Instant now) {
        var document = new TreeMap<String, Object>();
        document.put("v", 1);
        document.put("id", id.toString());
        document.put("account", account.toString());
        document.put("agreement", AGREEMENT);
        document.put("given", now.toString());
        document.put("expires", now.plus(LIFE).toString());
        document.put("uses_each", 1);
        document.put(
                "items",
                allowed.stream()
                        .map(item -> Map.of(
                                "item", item.item(),
                                "service", item.service(),
                                "subject", item.subject(),
                                "fields", item.fields(),
                                "purpose", item.purpose(),
                                "basis", item.basis()))
                        .toList());
        return new String(CanonicalJson.bytes(document), StandardCharsets.UTF_8);
    }

    /** The consent, if it is this person's. */
    public Optional<Consent> find(UUID id, UUID account) {
        return records.find(id, account);
    }

    /** The person's consents that still allow something. */
    List<Consent> alive(UUID account) {
        return records.alive(account, clock.instant());
    }

    /** Ends a consent before its time; what was not used yet cannot be used any more. */
    @Transactional
    public void withdraw(UUID id, UUID account) {
        Instant now = clock.instant();
        if (records.withdraw(id, account, now)) {
            events.publishEvent(ConsentChange.withdrawn(id, now, records.salt(id)));
        }
    }

    /**
     * Uses up an item of a consent for one crossing, and returns what may be asked.
     *
     * @throws Problem {@code consent_required} when the consent is unknown, somebody else's, expired, withdrawn or used
     */
    @Transactional
    ConsentRecords.Item use(UUID consent, UUID account, String item, UUID exchange) {
        if (!records.use(consent, account, item, exchange, clock.instant())) {
            throw Problem.forbidden(
                    "consent_required", "There is no consent for " + item + " that is alive and unused");
        }
        return records.item(consent, item).orElseThrow();
    }

    /** Notes how a use ended. When nothing arrived the item may be used again while the consent lives. */
    @Transactional
    void used(ConsentRecords.Item item, UUID exchange, String outcome, boolean spent) {
        records.outcome(exchange, outcome, spent);
        events.publishEvent(ConsentChange.used(
                item.consent(), item.item(), exchange, outcome, clock.instant(), records.salt(item.consent())));
    }
}
