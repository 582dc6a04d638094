package dev.safelight.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * What the database says of itself and of us, at one moment.
 *
 * @param version as a number: 140005 is 14.5
 * @param readOnly whether nothing can be written: a replica, or told so
 * @param maySeeSchema whether we may use what is in the schema where our tables are or will be
 * @param connectionsLeft for us, from now on: of the server, the database and the role, whichever has least
 * @param encrypted whether our connection is
 * @param local whether the connection leaves no machine
 * @param statementTimeout in milliseconds; 0 for none
 */
record DatabaseFacts(
        int version,
        String name,
        String schema,
        String encoding,
        boolean replica,
        boolean readOnly,
        boolean maySeeSchema,
        boolean mayCreateTables,
        Instant clock,
        int connectionsLeft,
        boolean encrypted,
        boolean local,
        boolean fsync,
        boolean fullPageWrites,
        String synchronousCommit,
        long statementTimeout) {

    static DatabaseFacts read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT current_setting('server_version_num')::integer AS version,
                               current_database() AS name,
                               coalesce(current_schema(), '') AS schema,
                               current_setting('server_encoding') AS encoding,
                               pg_is_in_recovery() AS replica,
                               current_setting('transaction_read_only')::boolean AS read_only,
                               current_schema() IS NOT NULL
                                   AND has_schema_privilege(current_schema(), 'USAGE') AS may_see_schema,
                               current_schema() IS NOT NULL
                                   AND has_schema_privilege(current_schema(), 'CREATE') AS may_create_tables,
                               clock_timestamp() AS clock,
                               least(
                                   current_setting('max_connections')::integer
                                       - current_setting('superuser_reserved_connections')::integer
                                       - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
                                   (SELECT CASE WHEN datconnlimit < 0 THEN 1000000 ELSE datconnlimit
                                           - (SELECT count(*) FROM pg_stat_activity WHERE datid = pg_database.oid) END
                                    FROM pg_database WHERE datname = current_database()),
                                   (SELECT CASE WHEN rolconnlimit < 0 THEN 1000000 ELSE rolconnlimit
                                           - (SELECT count(*) FROM pg_stat_activity WHERE usesysid = pg_roles.oid) END
                                    FROM pg_roles WHERE rolname = current_user)
                               ) AS connections_left,
                               coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted,
                               coalesce(inet_client_addr() = inet_server_addr(), true) AS local,
                               current_setting('fsync')::boolean AS fsync,
                               current_setting('full_page_writes')::boolean AS full_page_writes,
                               current_setting('synchronous_commit') AS synchronous_commit,
                               (SELECT setting::bigint FROM pg_settings WHERE name = 'statement_timeout')
                                   AS statement_timeout
                        """)) {
            row.next();
            return of(row);
        }
    }

    private static DatabaseFacts of(ResultSet row) throws SQLException {
        return new DatabaseFacts(
                row.getInt("version"),
                row.getString("name"),
                row.getString("schema"),
                row.getString("encoding"),
                row.getBoolean("replica"),
                row.getBoolean("read_only"),
                row.getBoolean("may_see_schema"),
                row.getBoolean("may_create_tables"),
                Columns.time(row, "clock"),
                row.getInt("connections_left"),
                row.getBoolean("encrypted"),
                row.getBoolean("local"),
                row.getBoolean("fsync"),
                row.getBoolean("full_page_writes"),
                row.getString("synchronous_commit"),
                row.getLong("statement_timeout"));
    }
}
