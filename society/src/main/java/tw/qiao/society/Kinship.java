package tw.qiao.society;

import java.util.Arrays;

/** Relation to the head of the household (稱謂), worked out from who is whose child and spouse. */
final class Kinship {
    static final String[] RELATIONS = {
        "戶長", "配偶", "長子", "次子", "三子", "四子", "五子", "長女", "次女", "三女", "四女", "五女", "父", "母", "繼父", "繼母", "子", "女", "孫子",
        "孫女", "兄弟", "姊妹", "寄居人", "除戶"
    };
    static final byte HEAD = 0;
    private static final int SPOUSE = 1;
    private static final int FIRST_SON = 2;
    private static final int FIRST_DAUGHTER = 7;
    private static final int FATHER = 12;
    private static final int STEPFATHER = 14;
    private static final int STEPSON = 16;
    private static final int GRANDSON = 18;
    private static final int BROTHER = 20;
    private static final int LODGER = 22;
    static final byte DECEASED = 23;
    private int[] children = {};

    /** Names everyone's relation; people come oldest first, so children are counted in the order of birth. */
    void name(People people) {
        if (children.length < people.households * 2) {
            children = new int[people.households * 3];
        }
        Arrays.fill(children, 0, people.households * 2, 0);
        for (int i = 0; i < people.living; i++) {
            people.relation[i] = (byte) relation(people, i, people.head[people.home[i]]);
        }
    }

    private int relation(People people, int i, int head) {
        int sex = people.sex[i];
        if (i == head) {
            return HEAD;
        }
        if (people.spouse[i] == head) {
            return SPOUSE;
        }
        if (people.father[i] == head || people.mother[i] == head) {
            int nth = Math.min(children[people.home[i] * 2 + sex]++, 4);
            return (sex == People.MALE ? FIRST_SON : FIRST_DAUGHTER) + nth;
        }
        if (people.father[head] == i || people.mother[head] == i) {
            return FATHER + sex;
        }
        return distant(people, i, head, sex);
    }

    private static int distant(People people, int i, int head, int sex) {
        int spouse = people.spouse[head];
        if (spouse >= 0 && (people.father[i] == spouse || people.mother[i] == spouse)) {
            return STEPSON + sex;
        }
        int parent = people.mother[head] >= 0 ? people.mother[head] : people.father[head];
        if (parent >= 0 && people.spouse[i] == parent) {
            return STEPFATHER + sex;
        }
        if (parent >= 0 && (people.mother[i] == parent || people.father[i] == parent)) {
            return BROTHER + sex;
        }
        return isChildOf(people, people.mother[i], head) || isChildOf(people, people.father[i], head)
                ? GRANDSON + sex
                : LODGER;
    }

    private static boolean isChildOf(People people, int person, int head) {
        return person >= 0 && (people.mother[person] == head || people.father[person] == head);
    }
}
