-- Comparing fingerprints needs bit_count, which came with 14. Said here, before the first photo finds out.
DO $$
BEGIN
    IF current_setting('server_version_num')::integer < 140000 THEN
        RAISE EXCEPTION 'Safelight needs PostgreSQL 14 or newer; this is %', current_setting('server_version');
    END IF;
END
$$;
