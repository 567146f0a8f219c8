package tw.qiao.platform.exchange;

import java.util.List;
import java.util.UUID;

/**
 * What the platform asks of an agency's service.
 *
 * @param exchangeId names the crossing on both sides; made by the caller so that it can be kept before anything is sent
 * @param service for example {@code TW/GOV/RIS/household/persons}
 * @param subject the number that the service is asked about
 * @param fields the columns that are wanted
 * @param purpose the purpose code of the grant
 * @param basis the legal basis code of the grant
 * @param consent the consent that allows it
 */
public record ExchangeRequest(
        UUID exchangeId,
        String service,
        String subject,
        List<String> fields,
        String purpose,
        String basis,
        UUID consent) {
    public ExchangeRequest {
        fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
        return "ExchangeRequest[" + exchangeId + " " + service + "]";
    }
}
