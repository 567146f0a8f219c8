package tw.qiao.platform.mydata;

/** Gives tests of other modules the catalogue without a platform. */
public final class DataItemsFixture {
    private DataItemsFixture() {}

    /** The catalogue. */
    public static DataItems catalogue() {
        return new DataItems();
    }
}
