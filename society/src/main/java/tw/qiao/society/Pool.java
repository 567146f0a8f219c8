package tw.qiao.society;

/**
 * Neighbouring villages of one county whose people marry, live and work together in the generator: one village in a
 * society of full size, several in a small one. A pool is generated alone, from nothing but the plan and its own
 * numbers.
 *
 * @param fromVillage first village by position, {@code toVillage} is past the last
 * @param firstMale how many men of the same county come before, {@code firstFemale} likewise
 * @param firstPerson how many people come before in the whole society
 * @param firstFirm number of the first firm; {@code planted} says which planted stories play here
 */
record Pool(
        int index,
        int county,
        int fromVillage,
        int toVillage,
        long firstMale,
        long firstFemale,
        long firstPerson,
        int people,
        int firstFirm,
        int firms,
        int firstPlanted,
        int planted) {}
