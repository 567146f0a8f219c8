package tw.qiao.society;

/** Generates one pool after another and writes the rows that are wanted of it. For one thread. */
final class PoolWriter {
    final Settlement settlement;
    private final HouseholdRows households;
    private final EventRows events;
    private final LandRows land;
    private final FirmRows firms;
    private final WelfareRows welfare;
    private final JobRows jobs;

    PoolWriter(Plan plan, IdSpace ids, Firms firms) {
        this.settlement = new Settlement(plan, ids);
        this.households = new HouseholdRows(plan);
        this.events = new EventRows(plan);
        this.land = new LandRows(plan);
        this.firms = new FirmRows(plan, firms);
        this.welfare = new WelfareRows(plan);
        this.jobs = new JobRows(plan, firms);
    }

    /** Adds the pool's rows. Tables of one register are written together: ask for all of them or for none. */
    void write(Pool pool, Rows rows) {
        settlement.settle(pool);
        if (rows.wants(Table.PERSON)) {
            households.people(pool, settlement, rows.of(Table.PERSON));
        }
        if (rows.wants(Table.HOUSEHOLD)) {
            households.households(pool, settlement, rows.of(Table.HOUSEHOLD));
        }
        if (rows.wants(Table.LIFE_EVENT)) {
            events.write(pool, settlement.people, rows.of(Table.LIFE_EVENT));
        }
        if (rows.wants(Table.PARCEL)) {
            land.write(pool, settlement, rows);
        }
        if (rows.wantsAny(Table.FIRM, Table.EMPLOYER)) {
            firms.write(pool, settlement, rows);
        }
        if (rows.wants(Table.LOW_INCOME)) {
            welfare.write(pool, settlement, rows);
        }
        if (rows.wants(Table.JOB)) {
            jobs.write(pool, settlement, rows.of(Table.JOB));
        }
    }
}
