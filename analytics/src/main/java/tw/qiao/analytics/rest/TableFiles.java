package tw.qiao.analytics.rest;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.tables.FilePlan;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * The files of tables, for programs on other machines: {@code files/births} lists those with the current rows, and
 * {@code files/births/data/….parquet} is one of them. Only what the table's metadata refers to is there.
 */
final class TableFiles {
    private static final int MOST_REMEMBERED = 64;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final WholeTables tables;

    /** The files by the metadata that refers to them, which never changes. */
    private final Map<String, Set<Path>> referred = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<Path>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    TableFiles(WholeTables tables) {
        this.tables = tables;
    }

    Reply answer(Request request, List<String> segments, Policy policy) {
        if (!request.reads()) {
            throw Problem.of("warehouse_read_only", 405, false, "Files can only be read");
        }
        if (segments.size() < 2) {
            throw Problem.notFound("warehouse_table", "A table's name was expected: /v1/files/TABLE");
        }
        var table = tables.open(policy, segments.get(1));
        return segments.size() == 2
                ? list(table)
                : file(table, String.join("/", segments.subList(2, segments.size())), request.header("range"));
    }

    private static Reply list(WholeTables.Open open) {
        OptionalLong snapshot = open.metadata().currentSnapshot() == null
                ? OptionalLong.empty()
                : OptionalLong.of(open.metadata().currentSnapshot().snapshotId());
        FilePlan plan = open.table().plan(snapshot);
        ObjectNode body = CanonicalJson.MAPPER.createObjectNode();
        body.put("table", open.table().name()).put("snapshot", snapshot.orElse(0));
        ArrayNode files = body.putArray("files");
        for (int i = 0; i < plan.files().size(); i++) {
            files.addObject()
                    .put("path", address(open, plan.paths().get(i)))
                    .put("rows", plan.files().get(i).recordCount())
                    .put("bytes", plan.files().get(i).fileSizeInBytes());
        }
        return Reply.json(body);
    }

    private static String address(WholeTables.Open open, Path file) {
        Path inside = open.table().folder().relativize(file);
        return StreamSupport.stream(inside.spliterator(), false)
                .map(part -> URLEncoder.encode(part.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20"))
                .collect(Collectors.joining("/", "/v1/files/" + open.table().name() + "/", ""));
    }

    private Reply file(WholeTables.Open open, String name, Optional<String> range) {
        Path file = inside(open.table().folder(), name);
        if (!referred(open).contains(file)) {
            throw Problem.notFound("warehouse_file", "The table refers to no such file; it may have been replaced");
        }
        try {
            long length = Files.size(file);
            return range.map(RANGE::matcher)
                    .filter(Matcher::matches)
                    .map(wanted -> part(file, length, wanted))
                    .orElseGet(() -> whole(file, length));
        } catch (IOException e) {
            throw Problem.notFound("warehouse_file", "The file is not there any more");
        }
    }

    private static Path inside(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw Problem.notFound("warehouse_file", "No file has such a name");
        }
    }

    private Set<Path> referred(WholeTables.Open open) {
        String version = String.valueOf(open.metadata().metadataFileLocation());
        synchronized (referred) {
            Set<Path> known = referred.get(version);
            if (known != null) {
                return known;
            }
        }
        Set<Path> files = open.table().files();
        if (!version.equals(open.table().metadata().metadataFileLocation())) {
            // the files may be of metadata that nobody has looked at, with columns that may not be seen
            throw Problem.unavailable("warehouse_contention", "The table changed just now; try again");
        }
        synchronized (referred) {
            referred.put(version, files);
        }
        return files;
    }

    private static Reply whole(Path file, long length) {
        return new Reply(200, headers(), new Reply.FilePart(file, 0, length));
    }

    /** RFC 9110, section 14: one range, from somewhere or the last bytes. */
    private static Reply part(Path file, long length, Matcher wanted) {
        boolean last = wanted.group(1).isEmpty();
        if (last && wanted.group(2).isEmpty()) {
            return whole(file, length);
        }
        long end = last || wanted.group(2).isEmpty() ? length : Math.min(length, number(wanted, 2) + 1);
        long from = last ? Math.max(0, length - number(wanted, 2)) : number(wanted, 1);
        if (from >= end) {
            return Reply.empty(416).with("Content-Range", "bytes */" + length);
        }
        return new Reply(206, headers(), new Reply.FilePart(file, from, end - from))
                .with("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + length);
    }

    private static long number(Matcher range, int group) {
        return Long.parseLong(range.group(group));
    }

    private static Map<String, String> headers() {
        return Map.of("Content-Type", "application/octet-stream", "Accept-Ranges", "bytes");
    }
}
