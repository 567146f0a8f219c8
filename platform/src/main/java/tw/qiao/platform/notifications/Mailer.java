package tw.qiao.platform.notifications;

import tw.qiao.platform.notifications.Outbox.Entry;

/** Hands messages over to a channel. */
interface Mailer {
    /** A connection that takes several messages; opened at the first of them. */
    Connection connection();

    /** A connection to the channel. */
    interface Connection extends AutoCloseable {
        Outcome send(Entry entry);

        @Override
        void close();
    }

    /** What became of a message. */
    sealed interface Outcome {
        /** The channel took the responsibility for it. */
        record Accepted() implements Outcome {}

        /** The channel may take it later. */
        record NotNow(String error) implements Outcome {}

        /** The channel will never take it. */
        record Never(String error) implements Outcome {}
    }
}
