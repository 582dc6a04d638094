package dev.safelight.application;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What other systems along a trace tell each other through us ({@code tracestate} of W3C Trace Context). We add nothing
 * and understand nothing; a list that breaks the rules is dropped as a whole, as the recommendation asks.
 *
 * @param header the list as it is sent on; empty for none
 */
public record TraceState(String header) {

    /** Nothing. */
    public static final TraceState NONE = new TraceState("");

    private static final int MOST_MEMBERS = 32;

    /** 512 characters must be passed on; a little more is, for those who count generously. */
    private static final int MOST_CHARACTERS = 1024;

    /** When something has to go, these go first. */
    private static final int LONG = 128;

    private static final Pattern MEMBER =
            Pattern.compile("[a-z0-9][a-z0-9_\\-*/@]{0,255}=[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");

    /** From the headers of a request, which make one list in the order in which they came. */
    public static TraceState received(List<String> headers) {
        List<String> members = Arrays.stream(String.join(",", headers).split(",", -1))
                .map(TraceState::withoutBlanks)
                .filter(member -> !member.isEmpty())
                .toList();
        boolean good = members.size() <= MOST_MEMBERS
                && members.stream().allMatch(member -> MEMBER.matcher(member).matches());
        return good ? new TraceState(String.join(",", shortened(onceEach(members)))) : NONE;
    }

    /** Blanks and tabs round a member are no part of it; anything else is, and forbidden. */
    private static String withoutBlanks(String member) {
        return member.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    /** Of members with the same key the first, which was written last. */
    private static Collection<String> onceEach(List<String> members) {
        Map<String, String> byKey = new LinkedHashMap<>();
        members.forEach(member -> byKey.putIfAbsent(member.substring(0, member.indexOf('=')), member));
        return byKey.values();
    }

    /** Whole members go, long ones first, then those that were added longest ago. */
    private static List<String> shortened(Collection<String> members) {
        List<String> left = new ArrayList<>(members);
        while (String.join(",", left).length() > MOST_CHARACTERS) {
            left.remove(left.stream()
                    .filter(member -> member.length() > LONG)
                    .max(Comparator.comparingInt(left::lastIndexOf))
                    .orElseGet(left::getLast));
        }
        return left;
    }

    public boolean isEmpty() {
        return header.isEmpty();
    }
}
