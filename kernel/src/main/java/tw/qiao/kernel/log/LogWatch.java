package tw.qiao.kernel.log;

/** Is told of the work of a log while it goes on, for measurements. Returns at once. */
public interface LogWatch {
    /** Tells nobody. */
    LogWatch NOBODY = new LogWatch() {
        @Override
        public void waited(long nanoseconds) {}

        @Override
        public void written(int entries) {}
    };

    /** An appender has waited so long until its entry was durable. */
    void waited(long nanoseconds);

    /** So many entries became durable together. */
    void written(int entries);
}
