package dev.safelight.persistence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration must not do while the previous version still works on the schema. Tables that the previous version does
 * not know are free; to the others nothing may happen that its statements would notice or wait for.
 *
 * <p>Some of it can be harmless where somebody has thought about it: a comment at the statement says why, as in
 * {@code -- beside the previous version: the table has a row for each owner at most}. The rest has no excuse, and waits for
 * the release after the next one, when no version that needs it is left.
 */
final class ExpandOnly {

    private static final String EXCUSE = "beside the previous version:";
    private static final String NAME = "(?:IF (?:NOT )?EXISTS )?(?:ONLY )?\"?(\\w+)\"?";

    private static final Pattern CREATE_TABLE = words("CREATE (?:UNLOGGED )?TABLE " + NAME);

    /** What a statement changes. Where it is no table (a function, a type), the previous version is taken to know it. */
    private static final Pattern TABLE =
            words("(?:ALTER TABLE|DROP TABLE|TRUNCATE(?: TABLE)?|LOCK TABLE|INSERT INTO|DELETE"
                    + " FROM|UPDATE|CLUSTER|VACUUM FULL|CREATE (?:UNIQUE )?INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?\\w+ ON|CREATE"
                    + " (?:CONSTRAINT )?TRIGGER \\w+ .*? ON) " + NAME);

    private record Rule(Pattern pattern, boolean excusable, String why) {}

    private static final List<Rule> RULES = List.of(
            never(
                    "DROP (?:TABLE|COLUMN|VIEW|MATERIALIZED VIEW|SEQUENCE|SCHEMA|TYPE|FUNCTION|DOMAIN|IDENTITY)",
                    "takes away"),
            never("ALTER TABLE .*\\bDROP (?!CONSTRAINT|COLUMN|DEFAULT|NOT NULL|IDENTITY)\\w+", "takes a column away"),
            never("RENAME", "takes a name away"),
            never("ALTER (?:COLUMN )?\\w+ (?:SET DATA )?TYPE", "makes another type of a column"),
            never("SET NOT NULL", "asks for what the previous version does not write"),
            never(
                    "ADD (?:COLUMN )?(?!CONSTRAINT)\\w+(?:(?!,|\\bDEFAULT\\b).)* NOT NULL(?![^,]*\\bDEFAULT\\b)",
                    "asks for a column that the previous version does not write"),
            never("TRUNCATE", "deletes"),
            never("CONCURRENTLY", "waits for ever for the transaction that holds the lock of migrations"),
            excusable(
                    "ADD (?:CONSTRAINT \\w+ )?(?:CHECK|UNIQUE|PRIMARY KEY|FOREIGN KEY|EXCLUDE)",
                    "may refuse what the previous version writes, and looks at every row meanwhile"),
            excusable("CREATE UNIQUE INDEX", "may refuse what the previous version writes"),
            excusable("CREATE INDEX", "lets nobody write to the table while it is built"),
            excusable("DROP (?:CONSTRAINT|INDEX)", "the previous version may rest on it"),
            excusable("ALTER (?:COLUMN )?\\w+ (?:SET|DROP) DEFAULT", "changes what the previous version leaves out"),
            excusable("DEFAULT [^,]*(?:random|clock_timestamp|nextval|uuid)\\w*\\(|GENERATED", "writes every row anew"),
            excusable(
                    "CREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER",
                    "does something whenever the previous version writes"),
            excusable("CREATE OR REPLACE", "the previous version may call it"),
            excusable(
                    "^(?:WITH .*)?(?:UPDATE|DELETE FROM|LOCK TABLE|CLUSTER|VACUUM FULL)",
                    "holds rows that others wait for"));

    private ExpandOnly() {}

    private static Rule never(String pattern, String why) {
        return new Rule(words(pattern), false, why);
    }

    private static Rule excusable(String pattern, String why) {
        return new Rule(words(pattern), true, why);
    }

    private static Pattern words(String pattern) {
        return Pattern.compile("\\b(?:" + pattern + ")", Pattern.CASE_INSENSITIVE);
    }

    /** What is wrong with those migrations that the previous version does not know, in sentences. */
    static List<String> complaints(List<Migration> migrations, int previous) {
        List<String> complaints = new ArrayList<>();
        Set<String> fresh = new HashSet<>();
        for (Migration migration : migrations) {
            if (migration.version() > previous) {
                for (Migration.Statement statement : migration.statements()) {
                    complaints.addAll(complaints(migration.version(), statement, fresh));
                }
            }
        }
        return complaints;
    }

    private static List<String> complaints(int version, Migration.Statement statement, Set<String> fresh) {
        Matcher created = CREATE_TABLE.matcher(statement.sql());
        if (created.find()) {
            fresh.add(created.group(1).toLowerCase(Locale.ROOT));
            return List.of();
        }
        Matcher table = TABLE.matcher(statement.sql());
        if (table.find() && fresh.contains(table.group(1).toLowerCase(Locale.ROOT))) {
            return List.of();
        }
        boolean excused = statement.comment().contains(EXCUSE);
        return RULES.stream()
                .filter(rule -> !(excused && rule.excusable()))
                .filter(rule -> rule.pattern().matcher(statement.sql()).find())
                .map(rule -> "V%d %s: %s".formatted(version, rule.why(), statement.sql()))
                .toList();
    }
}
