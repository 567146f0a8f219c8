package tw.qiao.platform.exchange;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Member;
import tw.qiao.platform.site.Bilingual;

/** Who takes part in the exchange, as the registry says. */
@Component
public class Parties {
    private final TrustedRegistry registry;
    private final ExchangeProperties properties;

    Parties(TrustedRegistry registry, ExchangeProperties properties) {
        this.registry = registry;
        this.properties = properties;
    }

    /** The platform's own subsystem. */
    public String self() {
        return properties.client();
    }

    /** The subsystems of all other members. None when the registry cannot be had now. */
    public List<String> providers() {
        try {
            return registry.current().members().stream()
                    .flatMap(member -> member.subsystems().stream().map(subsystem -> member.id() + "/" + subsystem))
                    .filter(subsystem -> !subsystem.equals(self()))
                    .toList();
        } catch (Problem away) {
            return List.of();
        }
    }

    /** The name of the member that runs a subsystem. */
    public Optional<Bilingual> name(String subsystem) {
        try {
            return registry.current().memberOf(subsystem).map(Parties::name);
        } catch (Problem away) {
            return Optional.empty();
        }
    }

    private static Bilingual name(Member member) {
        return new Bilingual(member.nameZh(), member.nameEn());
    }
}
