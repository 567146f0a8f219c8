package tw.qiao.platform.notifications;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages leave the outbox.
 *
 * @param from the address they come from
 * @param senders how many of this platform send at once
 * @param poll how often the outbox is looked at when nobody says that something is in it
 * @param lease how long a sender may take; a message whose sender died waits as long
 * @param base the first delay after a failure, doubled by every further one
 * @param cap the longest delay
 * @param attempts after how many failures a message is dead
 */
@ConfigurationProperties("qiao.notifications")
record DeliverySettings(
        @DefaultValue("no-reply@qiao.example") String from,
        @DefaultValue("4") int senders,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("2s") Duration base,
        @DefaultValue("1h") Duration cap,
        @DefaultValue("14") int attempts) {}
