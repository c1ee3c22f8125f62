package io.github.segments4j.cli.rehearse;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the rows of a program with those of the server. */
final class RowCheck {
    private final String token;
    private final Map<String, Integer> positions = new HashMap<>();
    private final BitSet seen = new BitSet();
    private int last = -1;
    private int rows;
    private int twice;
    private int unknown;
    private String firstUnknown = "";
    private boolean isInOrder = true;

    /**
     * Prepares a comparison.
     *
     * @param ids the ids of all rows, in the order of the server
     * @param token what no description may show: a program may have printed it among its rows
     */
    RowCheck(List<String> ids, String token) {
        this.token = token;
        ids.forEach(id -> positions.put(id, positions.size()));
    }

    void add(String id) {
        rows++;
        Integer position = positions.get(id);
        if (position == null) {
            unknown++;
            firstUnknown = unknown == 1 ? id.replace(token, "***") : firstUnknown;
            return;
        }
        if (seen.get(position)) {
            twice++;
        } else {
            isInOrder &= position > last;
            last = position;
        }
        seen.set(position);
    }

    List<Problem> problems(boolean requiresOrder) {
        List<Problem> problems = new ArrayList<>();
        int missing = positions.size() - seen.cardinality();
        if (missing > 0) {
            problems.add(rows(missing, positions.size() + " rows are missing"));
        }
        if (twice > 0) {
            problems.add(rows(twice, rows + " rows came before"));
        }
        if (unknown > 0) {
            problems.add(rows(
                    unknown, rows + " rows are not the server's, the first one is \"" + start(firstUnknown) + '"'));
        }
        if (requiresOrder && !isInOrder) {
            problems.add(new Problem(Problem.Kind.ORDER, "the rows are not in the order of the server"));
        }
        return problems;
    }

    private static Problem rows(int some, String ofAll) {
        return new Problem(Problem.Kind.ROWS, some + " of " + ofAll);
    }

    private static String start(String id) {
        return id.length() > 40 ? id.substring(0, 40) + '…' : id;
    }
}
