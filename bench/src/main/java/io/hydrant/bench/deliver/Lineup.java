package io.hydrant.bench.deliver;

import java.util.List;

/**
 * A contestant with its setting: a row of the table.
 *
 * @param contestant who
 * @param gzipLevel deflate level, 0 for uncompressed files
 */
record Lineup(Contestant contestant, int gzipLevel) {
    /** The JDK's default level, which a job gets that says nothing about it. */
    private static final int DEFAULT_LEVEL = 6;

    /** Who runs for uncompressed files. */
    static List<Lineup> uncompressed() {
        return List.of(
                new Lineup(Contestant.HYDRANT, 0),
                new Lineup(Contestant.FILE_SINK, 0),
                new Lineup(Contestant.FLINK_SQL, 0));
    }

    /** Who runs for gzip files. Flink SQL cannot: its filesystem connector compresses no raw files. */
    static List<Lineup> gzip(int hydrantLevel) {
        return List.of(
                new Lineup(Contestant.HYDRANT, hydrantLevel),
                new Lineup(Contestant.DEFLATER, hydrantLevel),
                new Lineup(Contestant.FILE_SINK, hydrantLevel),
                new Lineup(Contestant.FILE_SINK, DEFAULT_LEVEL));
    }

    String label() {
        return gzipLevel == 0 ? contestant.label() : contestant.label() + ", level " + gzipLevel;
    }
}
