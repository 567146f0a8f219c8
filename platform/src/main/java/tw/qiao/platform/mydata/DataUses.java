package tw.qiao.platform.mydata;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.exchange.Exchange;
import tw.qiao.platform.exchange.Parties;
import tw.qiao.platform.exchange.Receipts;
import tw.qiao.platform.exchange.Usage;
import tw.qiao.platform.exchange.Usages;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.mydata.DataUse.ConsentMatch;
import tw.qiao.platform.mydata.DataUse.Listing;
import tw.qiao.platform.mydata.DataUse.Told;
import tw.qiao.platform.site.Bilingual;

/** Who used a person's data: what each provider tells, against what she consented to and what both logs prove. */
@Service
class DataUses {
    static final int PAGE = 20;
    private static final int MOST_AT_ONCE = 200;
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Exchange exchange;
    private final Parties parties;
    private final Receipts receipts;
    private final ConsentRecords consents;
    private final DataItems items;

    DataUses(Exchange exchange, Parties parties, Receipts receipts, ConsentRecords consents, DataItems items) {
        this.exchange = exchange;
        this.parties = parties;
        this.receipts = receipts;
        this.consents = consents;
        this.items = items;
    }

    private record Question(String provider, String subject, boolean hers) {}

    /** A page of the uses, the newest first; pages count from 1, and behind the last comes the last again. */
    Listing page(SignedIn person, int wanted, List<Consent> alive) {
        int most = Math.clamp(wanted, 1, 500) * PAGE;
        List<Question> questions = questions(person);
        List<Told> told = together(questions, question -> ask(person, question, reach(question, questions, most)));
        List<Bilingual> away = told.stream()
                .filter(each -> each.usages() == null)
                .map(each -> name(each.provider()))
                .distinct()
                .toList();
        List<Usage> newest = newest(told);
        int total = told.stream().mapToInt(Told::total).sum() - (fetched(told) - newest.size());
        int last = Math.max(1, (total + PAGE - 1) / PAGE);
        int page = Math.min(most / PAGE, last);
        List<Usage> shown = newest.stream().skip((page - 1L) * PAGE).limit(PAGE).toList();
        return new Listing(described(person.account(), shown), total, page, last, away, alive);
    }

    /**
     * How many uses are asked for. A provider that is asked under several numbers tells one use under each that it
     * shows, as of her firm and of her as its representative; enough are asked for to count such a use once.
     */
    private static int reach(Question question, List<Question> all, int most) {
        boolean severalNumbers = all.stream()
                        .filter(other -> other.provider().equals(question.provider()))
                        .count()
                > 1;
        return severalNumbers ? Math.max(most, MOST_AT_ONCE) : most;
    }

    private static int fetched(List<Told> told) {
        return (int) usages(told).count();
    }

    private static List<Usage> newest(List<Told> told) {
        return usages(told)
                .distinct()
                .sorted(Comparator.comparing(Usage::time).reversed())
                .toList();
    }

    private static Stream<Usage> usages(List<Told> told) {
        return told.stream().flatMap(each -> {
            List<Usage> usages = each.usages();
            return usages == null ? Stream.empty() : usages.stream();
        });
    }

    /** The use with this exchange id, if it is one of this person's data. */
    Optional<DataUse> find(SignedIn person, UUID exchangeId) {
        List<Told> told = together(questions(person), question -> ask(person, question, MOST_AT_ONCE));
        List<Usage> found = newest(told).stream()
                .filter(usage -> usage.exchangeId().equals(exchangeId))
                .limit(1)
                .toList();
        return described(person.account(), found).stream().findFirst();
    }

    /**
     * Every provider about the person, and the providers that were asked with other numbers, as of her firm. What is
     * told of a number that is not hers is kept to the questions that she let be asked herself.
     */
    private List<Question> questions(SignedIn person) {
        Set<String> providers = new LinkedHashSet<>(parties.providers());
        items.all().forEach(item -> providers.add(item.provider()));
        Set<Question> questions = new LinkedHashSet<>();
        providers.forEach(provider -> questions.add(new Question(provider, person.nationalId(), true)));
        List<ConsentRecords.AskedSubject> asked = consents.askedSubjects(person.account());
        asked.stream().filter(ConsentRecords.AskedSubject::hers).forEach(each -> questions.add(question(each, true)));
        asked.stream()
                .filter(each -> !questions.contains(question(each, true)))
                .forEach(each -> questions.add(question(each, false)));
        return List.copyOf(questions);
    }

    private static Question question(ConsentRecords.AskedSubject asked, boolean hers) {
        return new Question(provider(asked.service()), asked.subject(), hers);
    }

    private Told ask(SignedIn person, Question question, int most) {
        if (question.hers()) {
            return ask(question, most);
        }
        Told told = ask(question, MOST_AT_ONCE);
        List<Usage> all = told.usages();
        if (all == null) {
            return told;
        }
        Set<UUID> own = consents
                .attempts(person.account(), all.stream().map(Usage::exchangeId).toList())
                .stream()
                .map(ConsentRecords.Attempt::exchange)
                .collect(Collectors.toSet());
        List<Usage> kept =
                all.stream().filter(usage -> own.contains(usage.exchangeId())).toList();
        return new Told(question.provider(), kept, kept.size());
    }

    private static String provider(String service) {
        return service.substring(0, service.lastIndexOf('/'));
    }

    private Told ask(Question question, int most) {
        try {
            List<Usage> usages = new ArrayList<>();
            int total;
            do {
                int limit = Math.min(MOST_AT_ONCE, most - usages.size());
                Usages part = exchange.usages(question.provider(), question.subject(), usages.size(), limit);
                usages.addAll(part.usages());
                total = part.total();
                if (part.usages().isEmpty()) {
                    break;
                }
            } while (usages.size() < Math.min(most, total));
            return new Told(question.provider(), List.copyOf(usages), total);
        } catch (Problem away) {
            return new Told(question.provider(), null, 0);
        }
    }

    private List<DataUse> described(UUID account, List<Usage> usages) {
        Map<UUID, ConsentRecords.Attempt> attempts =
                consents
                        .attempts(
                                account, usages.stream().map(Usage::exchangeId).toList())
                        .stream()
                        .collect(Collectors.toMap(ConsentRecords.Attempt::exchange, Function.identity()));
        return together(usages, usage -> described(usage, attempts.get(usage.exchangeId())));
    }

    private DataUse described(Usage usage, ConsentRecords.@Nullable Attempt attempt) {
        Optional<DataItem> item = items.all().stream()
                .filter(each -> each.service().equals(usage.service()))
                .findFirst();
        return new DataUse(
                usage,
                name(usage.provider()),
                name(usage.consumer()),
                item.map(DataItem::title).orElseGet(() -> same(usage.service())),
                usage.fields().stream()
                        .map(field ->
                                item.map(known -> known.fields().get(field)).orElseGet(() -> same(field)))
                        .toList(),
                item.filter(known -> known.purpose().equals(usage.purpose()))
                        .map(DataItem::purposeText)
                        .orElseGet(() -> same(usage.purpose())),
                item.filter(known -> known.basisCode().equals(usage.basis()))
                        .map(DataItem::basis)
                        .orElseGet(() -> same(usage.basis())),
                match(usage, attempt),
                receipts.check(usage.exchangeId(), usage.consumer(), usage.provider()));
    }

    private ConsentMatch match(Usage usage, ConsentRecords.@Nullable Attempt attempt) {
        if (usage.consent() == null || !usage.consumer().equals(parties.self())) {
            return ConsentMatch.NONE;
        }
        if (attempt == null || !usage.consent().equals(attempt.item().consent())) {
            return ConsentMatch.NOT_SENT;
        }
        ConsentRecords.Item allowed = attempt.item();
        boolean within = allowed.service().equals(usage.service())
                && allowed.fields().containsAll(usage.fields())
                && allowed.purpose().equals(usage.purpose())
                && allowed.basis().equals(usage.basis())
                && !usage.time().isBefore(attempt.given().minus(SKEW))
                && usage.time().isBefore(attempt.expires().plus(SKEW));
        return within ? ConsentMatch.MATCHED : ConsentMatch.BEYOND;
    }

    private Bilingual name(String subsystem) {
        return parties.name(subsystem)
                .or(() -> items.all().stream()
                        .filter(item -> item.provider().equals(subsystem))
                        .map(DataItem::memberName)
                        .findFirst())
                .orElseGet(() -> same(subsystem));
    }

    private static Bilingual same(String code) {
        return new Bilingual(code.isBlank() ? "—" : code, code.isBlank() ? "—" : code);
    }

    private static <A, B> List<B> together(Collection<A> inputs, Function<A, B> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new LinkedHashMap<A, Future<B>>();
            inputs.forEach(input -> running.put(input, threads.submit((Callable<B>) () -> work.apply(input))));
            List<B> results = new ArrayList<>();
            for (Future<B> each : running.values()) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("uses_interrupted", "The wait for the providers ended", interrupted);
        }
    }
}
