package tw.qiao.node.message;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import tw.qiao.kernel.Problem;

/** Whatever comes, the parsers accept it in one form or refuse it as a problem. */
class ParserFuzzTest {
    @FuzzTest
    void readsPathsInOneFormOrNotAtAll(FuzzedDataProvider data) {
        String raw = data.consumeRemainingAsString();
        try {
            var path = ServicePath.parse(raw);
            if (!ServicePath.parse(path.canonical()).equals(path)) {
                throw new AssertionError("The canonical form is read differently: " + raw);
            }
        } catch (Problem refused) {
            require(refused);
        }
    }

    @FuzzTest
    void readsQueriesInOneFormOrNotAtAll(FuzzedDataProvider data) {
        String raw = data.consumeRemainingAsString();
        try {
            var query = RequestQuery.parse(raw);
            if (!RequestQuery.parse(query.canonical()).equals(query)) {
                throw new AssertionError("The canonical form is read differently: " + raw);
            }
        } catch (Problem refused) {
            require(refused);
        }
    }

    @FuzzTest
    void readsStructuredFieldsInOneFormOrNotAtAll(FuzzedDataProvider data) {
        String raw = data.consumeRemainingAsString();
        try {
            StructuredFields.dictionary(raw).forEach((key, member) -> {
                var again =
                        StructuredFields.dictionary(key + "=" + member.text()).get(key);
                if (!member.equals(again)) {
                    throw new AssertionError("The written form is read differently: " + raw);
                }
            });
        } catch (Problem refused) {
            require(refused);
        }
    }

    @FuzzTest
    void unpacksHeadersThatNoSystemMayMistakeForTheNodesOrRefusesThem(FuzzedDataProvider data) {
        String raw = data.consumeRemainingAsString();
        try {
            EndToEnd.unpacked(new Fields().add(EndToEnd.FIELD, raw)).names().forEach(name -> {
                if (name.startsWith("gx-") || name.equals("host") || name.equals("content-length")) {
                    throw new AssertionError("A header of the node's came from outside: " + name);
                }
            });
        } catch (Problem refused) {
            require(refused);
        }
    }

    private static void require(Problem refused) {
        if (refused.status() != 400) {
            throw new AssertionError("A malformed message is the sender's fault", refused);
        }
    }
}
